package com.docurift.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.docurift.extraction.PdfBuilder;
import java.util.Arrays;
import java.util.Random;

/** Sound one-page documents of about 2 KB, no two alike. */
final class Pdfs {

    private static final byte[] PAGE = page();

    /** Bytes of each document. */
    static final int SIZE = numbered(0).length;

    private Pdfs() {}

    static byte[] numbered(long number) {
        byte[] comment = "%%%016d\n".formatted(number).getBytes(US_ASCII);
        byte[] document = Arrays.copyOf(PAGE, PAGE.length + comment.length);
        System.arraycopy(comment, 0, document, PAGE.length, comment.length);
        return document;
    }

    private static byte[] page() {
        Random random = new Random(4711);
        StringBuilder text = new StringBuilder("Invoice Number: INV-2024-0042\nTotal: USD 3888.00\n");
        for (int line = 0; line < 28; line++) {
            random.ints(56, 'A', 'z' + 1)
                    .map(letter -> Character.isLetter(letter) ? letter : ' ')
                    .forEach(text::appendCodePoint);
            text.append('\n');
        }
        return PdfBuilder.aPdf().withPage(text.toString()).build();
    }
}
