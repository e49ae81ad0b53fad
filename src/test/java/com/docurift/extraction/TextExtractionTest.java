package com.docurift.extraction;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static com.docurift.extraction.RawPdf.aRawPdfWithOnePage;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.ExtractionOutcome.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextExtractionTest {

    private static PoolForTests workers;

    @BeforeAll
    static void start() {
        workers = PoolForTests.ofOneWorker();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @Test
    void the_text_of_a_page_comes_with_its_size_and_source() throws Exception {
        Extracted extracted =
                extracted(aPdf().withPage("Hello world\nSecond line").build());

        JsonNode result = json(extracted);
        assertThat(result.at("/rawText").textValue()).isEqualTo("Hello world\nSecond line");
        JsonNode page = result.at("/pages/0");
        assertThat(page.at("/page").intValue()).isEqualTo(1);
        assertThat(page.at("/width").doubleValue()).isEqualTo(595.28);
        assertThat(page.at("/height").doubleValue()).isEqualTo(841.89);
        assertThat(page.at("/text").textValue()).isEqualTo("Hello world\nSecond line");
        assertThat(page.at("/source").textValue()).isEqualTo("text");
        assertThat(extracted.pageCount()).isEqualTo(1);
        assertThat(extracted.pagesProcessed()).isEqualTo(1);
        assertThat(extracted.confidence()).isEqualTo(1.0);
        assertThat(extracted.failedPages()).isEmpty();
        assertThat(extracted.warnings()).isEmpty();
    }

    @Test
    void the_size_of_a_page_is_the_one_that_a_reader_sees() throws Exception {
        byte[] document = aPdf().withPage("upright", new PDRectangle(300, 400), 0)
                .withPage("turned", new PDRectangle(300, 400), 90)
                .withPage("upside down", new PDRectangle(300, 400), 180)
                .build();

        JsonNode pages = json(extracted(document)).at("/pages");

        assertThat(pages).hasSize(3);
        assertThat(pages.findValues("width")).extracting(JsonNode::intValue).containsExactly(300, 400, 300);
        assertThat(pages.findValues("height")).extracting(JsonNode::intValue).containsExactly(400, 300, 400);
    }

    @Test
    void the_pages_of_a_typed_document_are_under_document() throws Exception {
        Source source = new Source.InMemory(aPdf().withPages(2).build());
        Extraction extraction = workers.pool.extract(PoolForTests.request(source, "invoice", 10), progress -> {});

        JsonNode result = json((Extracted) PoolForTests.outcome(extraction));

        assertThat(result.fieldNames()).toIterable().containsExactly("document");
        assertThat(result.at("/document/rawText").textValue()).isEqualTo("Page 1\n\nPage 2");
        assertThat(result.at("/document/pages")).hasSize(2);
    }

    @Test
    void the_bundled_sample_is_a_readable_invoice() throws Exception {
        byte[] sample = sample();

        String text = json(extracted(sample)).at("/rawText").textValue();

        assertThat(sample).hasSizeLessThan(16 << 10);
        assertThat(text)
                .contains("Hafenkontor Supplies GmbH")
                .contains("Invoice number INV-2026-0417")
                .contains("Euro pallet, new, EPAL certified 40 14.75 590.00")
                .contains("Total EUR 1,520.34")
                .contains("IBAN: DE89 3704 0044 0532 0130 00");
    }

    @Test
    void a_file_on_disk_is_read_like_one_in_memory(@TempDir Path directory) throws Exception {
        Path file = Files.write(
                directory.resolve("grüße 文書.pdf"), aPdf().withPages(3).build());

        ExtractionOutcome outcome = workers.read(file);

        assertThat(json((Extracted) outcome).at("/rawText").textValue()).isEqualTo("Page 1\n\nPage 2\n\nPage 3");
    }

    @Test
    void a_file_that_is_gone_is_a_fault_of_ours(@TempDir Path directory) throws Exception {
        assertThat(workers.read(directory.resolve("gone.pdf")))
                .isEqualTo(new Refused("INTERNAL_ERROR", "The stored document could not be opened.", true));
    }

    @Test
    void progress_starts_with_the_page_count_and_never_falls() throws Exception {
        List<Progress> seen = new ArrayList<>();
        Source source = new Source.InMemory(aPdf().withPages(1500).build());
        Extraction extraction = workers.pool.extract(PoolForTests.request(source, "generic", 1500), seen::add);

        Extracted extracted = (Extracted) PoolForTests.outcome(extraction);

        assertThat(seen.get(0)).isEqualTo(new Progress(1500, 0));
        assertThat(seen).hasSizeGreaterThan(1).extracting(Progress::pageCount).containsOnly(1500);
        assertThat(seen).extracting(Progress::pagesProcessed).isSorted().allMatch(pages -> pages <= 1500);
        assertThat(extracted.pagesProcessed()).isEqualTo(1500);
    }

    @Test
    void a_page_without_text_lowers_the_confidence_and_is_mentioned() throws Exception {
        Extracted extracted = extracted(aPdf().withPage("Text").withPage("").build());

        assertThat(extracted.confidence()).isEqualTo(0.5);
        assertThat(extracted.warnings())
                .containsExactly(new Warning("NO_TEXT_LAYER", "1 of 2 pages have no text layer."));
    }

    @Test
    void characters_without_a_meaning_lower_the_confidence_and_never_reach_the_result() throws Exception {
        byte[] document = aRawPdfWithOnePage()
                .withStream("BT /F1 12 Tf 50 700 Td (ab\\000\\001) Tj ET")
                .with("null")
                .build();

        Extracted extracted = extracted(document);

        assertThat(json(extracted).at("/rawText").textValue()).isEqualTo("ab");
        assertThat(extracted.confidence()).isEqualTo(0.5);
    }

    @Test
    void what_is_no_complete_document_is_corrupt() throws Exception {
        byte[] whole = aPdf().withPages(3).build();

        assertThat(workers.read(new byte[0])).satisfies(TextExtractionTest::isCorrupt);
        assertThat(workers.read("%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .satisfies(TextExtractionTest::isCorrupt);
        assertThat(workers.read(Arrays.copyOf(whole, 60))).satisfies(TextExtractionTest::isCorrupt);
        assertThat(workers.read(RawPdf.aRawPdf().with("<</Type/Catalog>>").build()))
                .satisfies(TextExtractionTest::isCorrupt);
    }

    @Test
    void a_document_without_pages_is_corrupt() throws Exception {
        assertThat(workers.read(RawPdf.aRawPdf()
                        .with("<</Type/Catalog/Pages 2 0 R>>")
                        .with("<</Type/Pages/Kids[]/Count 0>>")
                        .build()))
                .isEqualTo(new Refused("CORRUPT_DOCUMENT", "The PDF document has no pages.", false));
    }

    @Test
    void a_document_that_needs_a_password_is_refused() throws Exception {
        assertThat(workers.read(aPdf().withPage("Secret").lockedWith("sesame").build()))
                .isEqualTo(
                        new Refused("PASSWORD_PROTECTED", "The document can only be opened with a password.", false));
    }

    @Test
    void a_document_that_only_its_owner_may_change_is_read() throws Exception {
        Extracted extracted = extracted(
                aPdf().withPage("Open to read").restrictedByOwner("owner").build());

        assertThat(json(extracted).at("/rawText").textValue()).isEqualTo("Open to read");
    }

    @Test
    void more_pages_than_allowed_are_refused_whatever_the_document_says_of_itself() throws Exception {
        List<Progress> seen = new ArrayList<>();
        String lying = new String(aPdf().withPages(4).build(), StandardCharsets.ISO_8859_1);
        Source source = new Source.InMemory(lying.getBytes(StandardCharsets.ISO_8859_1));

        Extraction four = workers.pool.extract(PoolForTests.request(source, "generic", 4), progress -> {});
        Extraction three = workers.pool.extract(PoolForTests.request(source, "generic", 3), seen::add);

        assertThat(PoolForTests.outcome(four)).isInstanceOf(Extracted.class);
        assertThat(PoolForTests.outcome(three))
                .isEqualTo(new Refused("PAGE_LIMIT_EXCEEDED", "The document has more than 3 pages.", false));
        assertThat(seen).isEmpty();
    }

    @Test
    void other_types_than_pdf_are_refused() throws Exception {
        ExtractionRequest image = new ExtractionRequest(
                new Source.InMemory(new byte[] {1}),
                "image/png",
                "generic",
                "en",
                true,
                true,
                1,
                Duration.ofSeconds(9));

        ExtractionOutcome outcome = PoolForTests.outcome(workers.pool.extract(image, progress -> {}));

        assertThat(((Refused) outcome).code()).isEqualTo("UNSUPPORTED_CONTENT");
        assertThat(((Refused) outcome).retryable()).isFalse();
    }

    private static Extracted extracted(byte[] document) throws Exception {
        return (Extracted) workers.read(document);
    }

    private static JsonNode json(Extracted extracted) throws IOException {
        return new ObjectMapper().readTree(extracted.resultJson());
    }

    private static void isCorrupt(ExtractionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).code()).isEqualTo("CORRUPT_DOCUMENT");
        assertThat(((Refused) outcome).retryable()).isFalse();
    }

    private static byte[] sample() throws IOException {
        try (InputStream sample = TextExtractionTest.class.getResourceAsStream("/sample/invoice.pdf")) {
            return sample.readAllBytes();
        }
    }
}
