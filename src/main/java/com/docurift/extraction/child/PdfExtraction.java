package com.docurift.extraction.child;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.Progress;
import com.docurift.extraction.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadMemoryMappedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Reads the text layer of a PDF document. */
final class PdfExtraction {

    static final String MIME_TYPE = "application/pdf";

    /** Never throws for what a document holds; running out of memory passes through and ends the process. */
    ExtractionOutcome extract(ExtractionRequest request, Consumer<Progress> progress) {
        if (!MIME_TYPE.equals(request.mimeType())) {
            return Refusals.unsupportedType();
        }
        try (RandomAccessRead bytes = open(request.source())) {
            return read(bytes, request, progress);
        } catch (IOException e) {
            return Refusals.unreadableStorage();
        }
    }

    private static RandomAccessRead open(Source source) throws IOException {
        if (source instanceof Source.OnDisk disk) {
            return new RandomAccessReadMemoryMappedFile(disk.path());
        }
        return new RandomAccessReadBuffer(((Source.InMemory) source).bytes());
    }

    private static ExtractionOutcome read(
            RandomAccessRead bytes, ExtractionRequest request, Consumer<Progress> progress) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            List<PDPage> pages = pages(document, request.maxPages());
            if (pages.isEmpty()) {
                return Refusals.withoutPages();
            }
            if (pages.size() > request.maxPages()) {
                return Refusals.tooManyPages(request.maxPages());
            }
            return new DocumentPages(document, pages, progress).read(request.documentType());
        } catch (InvalidPasswordException e) {
            return Refusals.passwordProtected();
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            return Refusals.corrupt();
        }
    }

    /** All pages, or one more than allowed when there are too many: the count that the document gives for itself is not to be trusted. */
    private static List<PDPage> pages(PDDocument document, int maxPages) {
        List<PDPage> pages = new ArrayList<>();
        for (PDPage page : document.getPages()) {
            pages.add(page);
            if (pages.size() > maxPages) {
                break;
            }
        }
        return pages;
    }
}
