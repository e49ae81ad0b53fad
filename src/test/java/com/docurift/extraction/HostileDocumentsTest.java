package com.docurift.extraction;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.extraction.ExtractionOutcome.Crashed;
import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.ExtractionOutcome.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HostileDocumentsTest {

    private static PoolForTests workers;

    @BeforeAll
    static void start() {
        workers = PoolForTests.ofOneWorker();
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @AfterEach
    void the_next_document_is_read() throws Exception {
        assertThat(workers.read(aPdf().withPage("Harmless").build())).isInstanceOf(Extracted.class);
    }

    @Test
    void a_page_tree_that_contains_itself_is_corrupt() throws Exception {
        assertThat(code(workers.read(HostilePdfs.pageTreeLoop()))).isEqualTo("CORRUPT_DOCUMENT");
    }

    @Test
    void page_content_that_expands_beyond_reason_is_refused_without_being_expanded() throws Exception {
        long crashes = workers.counters.crashes().sum();

        assertThat(code(workers.read(HostilePdfs.decompressionBomb()))).isEqualTo("UNSUPPORTED_CONTENT");

        assertThat(workers.counters.crashes().sum()).isEqualTo(crashes);
    }

    @Test
    void a_document_that_needs_too_much_memory_ends_its_worker_only() throws Exception {
        assertThat(workers.read(HostilePdfs.memoryBomb()))
                .isEqualTo(new Crashed("the worker process ran out of memory"));
    }

    @Test
    void ten_thousand_arrays_within_each_other_do_not_end_the_worker() throws Exception {
        long restarts = workers.counters.restarts().sum();

        ExtractionOutcome outcome = workers.read(HostilePdfs.deeplyNested(10_000));

        assertThat(outcome).isInstanceOfAny(Extracted.class, Refused.class);
        assertThat(workers.counters.restarts().sum()).isEqualTo(restarts);
    }

    @Test
    void ten_thousand_dictionaries_within_each_other_are_corrupt() throws Exception {
        long restarts = workers.counters.restarts().sum();

        assertThat(code(workers.read(HostilePdfs.deeplyNestedCatalogue(10_000))))
                .isEqualTo("CORRUPT_DOCUMENT");

        assertThat(workers.counters.restarts().sum()).isEqualTo(restarts);
    }

    @Test
    void a_page_that_is_too_much_does_not_take_the_others_along() throws Exception {
        Extracted extracted = (Extracted) workers.read(HostilePdfs.slowPages(2, 1));

        assertThat(extracted.pageCount()).isEqualTo(3);
        assertThat(extracted.pagesProcessed()).isEqualTo(2);
        assertThat(extracted.failedPages()).containsExactly(new FailedPage(3, "UNSUPPORTED_CONTENT"));
    }

    private static String code(ExtractionOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).code();
    }
}
