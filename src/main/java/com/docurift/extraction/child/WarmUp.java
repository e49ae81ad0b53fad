package com.docurift.extraction.child;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.Source;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads the bundled sample a few times, so that the first real document finds classes, fonts and hot code ready. */
final class WarmUp {

    private static final String SAMPLE = "/sample/invoice.pdf";
    private static final int ROUNDS = 20;

    private WarmUp() {}

    static void run(PdfExtraction extraction) throws IOException {
        ExtractionRequest request = new ExtractionRequest(
                new Source.InMemory(sample()),
                PdfExtraction.MIME_TYPE,
                "generic",
                "en",
                false,
                false,
                10,
                Duration.ofMinutes(1));
        for (int round = 0; round < ROUNDS; round++) {
            if (!(extraction.extract(request, progress -> {}) instanceof ExtractionOutcome.Extracted)) {
                throw new IOException("The bundled sample could not be read");
            }
        }
    }

    private static byte[] sample() throws IOException {
        try (InputStream sample = WarmUp.class.getResourceAsStream(SAMPLE)) {
            if (sample == null) {
                throw new IOException("The bundled sample is missing");
            }
            return sample.readAllBytes();
        }
    }
}
