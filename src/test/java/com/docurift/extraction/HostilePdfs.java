package com.docurift.extraction;

import static com.docurift.extraction.RawPdf.aRawPdf;
import static com.docurift.extraction.RawPdf.aRawPdfWithOnePage;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents that mean harm. Public, because the whole service is tested with them as well. */
public final class HostilePdfs {

    private static final int FIRST_FORM = 3;
    private static final int FORM_LEVELS = 9;

    private HostilePdfs() {}

    /** A page tree whose only branch is its own root. */
    public static byte[] pageTreeLoop() {
        return aRawPdf()
                .with("<</Type/Catalog/Pages 2 0 R>>")
                .with("<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>")
                .with("<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 2>>")
                .build();
    }

    /** Two layers of compression: about 1 KB that stand for 300 MB of page content. */
    public static byte[] decompressionBomb() {
        byte[] inner = RawPdf.deflated(new byte[1 << 20], 300);
        return aRawPdfWithOnePage()
                .withStream("/Filter[/FlateDecode/FlateDecode]", RawPdf.deflated(inner, 1))
                .with("null")
                .build();
    }

    /** Page content within every limit, about 60 MB, that makes one list of 30 million numbers: more than a heap of 96 MB can hold. */
    public static byte[] memoryBomb() {
        return aRawPdfWithOnePage()
                .withDeflated("1 ".repeat(1000), 30_000)
                .with("null")
                .build();
    }

    /** Arrays within arrays, as a page's content and as an object. */
    public static byte[] deeplyNested(int depth) {
        String nested = "[".repeat(depth) + "]".repeat(depth);
        return aRawPdfWithOnePage()
                .withStream("BT /F1 12 Tf (before) Tj " + nested + " TJ ET")
                .with("<</A " + nested + ">>")
                .build();
    }

    /** Dictionaries within dictionaries where the catalogue has to be read. */
    public static byte[] deeplyNestedCatalogue(int depth) {
        return aRawPdf()
                .with("<</Type/Catalog/Pages 2 0 R/Extra " + "<</A ".repeat(depth) + "0" + ">>".repeat(depth) + ">>")
                .with("<</Type/Pages/Kids[]/Count 0>>")
                .build();
    }

    /** Pages with a line of text each, followed by pages of forms that draw each other ten times a level: 100 million drawings a page. */
    public static byte[] slowPages(int quickPages, int slowPages) {
        int pages = quickPages + slowPages;
        int firstPage = FIRST_FORM + FORM_LEVELS;
        RawPdf pdf = aRawPdf()
                .with("<</Type/Catalog/Pages 2 0 R>>")
                .with("<</Type/Pages/Kids[" + references(firstPage, pages) + "]/Count " + pages + ">>");
        for (int level = 1; level <= FORM_LEVELS; level++) {
            boolean last = level == FORM_LEVELS;
            String resources = last ? "" : "/XObject<</X " + (FIRST_FORM + level) + " 0 R>>";
            pdf.withStream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<" + resources + ">>",
                    RawPdf.latin(last ? "q Q" : "/X Do ".repeat(10)));
        }
        for (int page = 1; page <= pages; page++) {
            pdf.with("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + (firstPage + 2 * page - 1) + " 0 R"
                            + "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
                            + "/XObject<</X " + FIRST_FORM + " 0 R>>>>>>")
                    .withStream(page <= quickPages ? "BT /F1 12 Tf 50 700 Td (Page " + page + ") Tj ET" : "/X Do");
        }
        return pdf.build();
    }

    private static String references(int first, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> first + 2 * index + " 0 R")
                .collect(Collectors.joining(" "));
    }
}
