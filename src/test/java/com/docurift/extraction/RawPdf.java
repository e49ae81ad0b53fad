package com.docurift.extraction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PDF documents written object by object, for what no honest writer produces: {@code aRawPdf().with("<<…>>").build()}. */
public final class RawPdf {

    private final List<byte[]> objects = new ArrayList<>();

    private RawPdf() {}

    /** A document whose first object is to be its catalogue. */
    public static RawPdf aRawPdf() {
        return new RawPdf();
    }

    /** Catalogue (1), pages (2) and one page (3) with Helvetica as F1, whose content is object 4, still to come. */
    public static RawPdf aRawPdfWithOnePage() {
        return aRawPdf()
                .with("<</Type/Catalog/Pages 2 0 R>>")
                .with("<</Type/Pages/Kids[3 0 R]/Count 1>>")
                .with(
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                                + "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 5 0 R>>>>>>");
    }

    /** The next object; the first one has number 1. */
    public RawPdf with(String object) {
        objects.add(latin(object));
        return this;
    }

    public RawPdf withStream(String content) {
        return withStream("", latin(content));
    }

    /** A deflated stream of this many repetitions of a text. */
    public RawPdf withDeflated(String text, long repetitions) {
        return withStream("/Filter/FlateDecode", deflated(latin(text), repetitions));
    }

    public RawPdf withStream(String entries, byte[] content) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.writeBytes(latin("<<" + entries + "/Length " + content.length + ">>\nstream\n"));
        object.writeBytes(content);
        object.writeBytes(latin("\nendstream"));
        objects.add(object.toByteArray());
        return this;
    }

    public byte[] build() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        file.writeBytes(latin("%PDF-1.7\n"));
        for (int number = 1; number <= objects.size(); number++) {
            table.append(String.format("%010d 00000 n \n", file.size()));
            file.writeBytes(latin(number + " 0 obj\n"));
            file.writeBytes(objects.get(number - 1));
            file.writeBytes(latin("\nendobj\n"));
        }
        int start = file.size();
        file.writeBytes(latin(table + "trailer\n<</Root 1 0 R/Size " + (objects.size() + 1) + ">>\nstartxref\n" + start
                + "\n%%EOF\n"));
        return file.toByteArray();
    }

    static byte[] deflated(byte[] text, long repetitions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, best, 1 << 16)) {
            for (long i = 0; i < repetitions; i++) {
                out.write(text);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            best.end();
        }
        return bytes.toByteArray();
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
