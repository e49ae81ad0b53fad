package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;

import com.docurift.extraction.PdfBuilder;

/** Documents that several tests send. */
final class Documents {

    private static final String LINES =
            "The quick brown fox jumps over the lazy dog, again and again and again.\n".repeat(40);

    private Documents() {}

    /** 1,500 full pages: a worker reads them for some seconds. */
    static byte[] slow() {
        PdfBuilder pdf = aPdf();
        for (int page = 0; page < 1500; page++) {
            pdf.withPage(LINES);
        }
        return pdf.build();
    }
}
