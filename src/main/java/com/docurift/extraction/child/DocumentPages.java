package com.docurift.extraction.child;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.FailedPage;
import com.docurift.extraction.Progress;
import com.docurift.extraction.Warning;
import com.docurift.extraction.wire.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** The pages of one document on their way to a result; a page that fails does not take the others along. */
final class DocumentPages {

    /** A character takes up to three bytes in each of the two places where the result has it. */
    private static final int MAX_CHARACTERS = Messages.MAX_RESULT_BYTES / 6;

    private final PDDocument document;
    private final List<PDPage> pages;
    private final Consumer<Progress> progress;
    private final List<PageText> read = new ArrayList<>();
    private final List<FailedPage> failed = new ArrayList<>();
    private int characters;

    DocumentPages(PDDocument document, List<PDPage> pages, Consumer<Progress> progress) {
        this.document = document;
        this.pages = pages;
        this.progress = progress;
    }

    ExtractionOutcome read(String documentType) throws IOException {
        report();
        for (int number = 1; number <= pages.size(); number++) {
            readPage(number);
            report();
            if (characters > MAX_CHARACTERS) {
                return Refusals.tooMuchContent();
            }
        }
        if (read.isEmpty()) {
            return failed.stream().allMatch(page -> page.code().equals(Refusals.UNSUPPORTED))
                    ? Refusals.tooMuchContent()
                    : Refusals.noReadablePage();
        }
        return new Extracted(
                ResultJson.of(documentType, read), pages.size(), read.size(), confidence(), failed, warnings());
    }

    private void report() {
        progress.accept(new Progress(pages.size(), read.size()));
    }

    private void readPage(int number) {
        try {
            // A fresh reader for each page: one that failed half-way keeps the state of that page.
            PageText page = new PageReader(document).read(pages.get(number - 1), number);
            characters += page.text().length();
            read.add(page);
        } catch (PageTooLarge e) {
            failed.add(new FailedPage(number, Refusals.UNSUPPORTED));
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            failed.add(new FailedPage(number, Refusals.CORRUPT));
        }
    }

    private double confidence() {
        double sum = read.stream().mapToDouble(PageText::confidence).sum();
        return Math.round(sum / pages.size() * 10_000) / 10_000.0;
    }

    private List<Warning> warnings() {
        long withoutText = read.stream().filter(page -> page.text().isEmpty()).count();
        if (withoutText == 0) {
            return List.of();
        }
        String message = withoutText == pages.size()
                ? "The document has no text layer."
                : withoutText + " of " + pages.size() + " pages have no text layer.";
        return List.of(new Warning("NO_TEXT_LAYER", message));
    }
}
