package com.docurift.extraction.child;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * Finds content streams that expand beyond all reason before PDFBox expands them in memory. Only streams that could do so are looked at:
 * deflate reaches about 1:1032 per layer.
 */
final class ContentLimits {

    /** Expanded size of one content stream; a page of plain text has a few thousand bytes, a large map a few millions. */
    static final long MAX_STREAM_BYTES = 64L << 20;

    private static final long MAX_DEFLATE_RATIO = 1032;

    private ContentLimits() {}

    /** Throws {@link PageTooLarge} when the stream expands to more than {@link #MAX_STREAM_BYTES}. */
    static void check(COSStream stream) throws IOException {
        int layers = leadingDeflateLayers(stream.getFilters());
        if (layers == 0 || (layers == 1 && stream.getLength() * MAX_DEFLATE_RATIO <= MAX_STREAM_BYTES)) {
            return;
        }
        try (InputStream expanded = expand(stream.createRawInputStream(), layers)) {
            byte[] piece = new byte[16 << 10];
            long total = 0;
            for (int read = expanded.read(piece); read >= 0; read = expanded.read(piece)) {
                total += read;
                if (total > MAX_STREAM_BYTES) {
                    throw new PageTooLarge();
                }
            }
        } catch (IOException damaged) {
            // PDFBox keeps what comes before the damage; how much that is has just been seen to be within the limit.
            return;
        }
    }

    private static InputStream expand(InputStream raw, int layers) {
        InputStream expanded = raw;
        for (int layer = 0; layer < layers; layer++) {
            expanded = new InflaterInputStream(expanded);
        }
        return expanded;
    }

    private static int leadingDeflateLayers(COSBase filters) {
        if (filters instanceof COSName name) {
            return isDeflate(name) ? 1 : 0;
        }
        int layers = 0;
        if (filters instanceof COSArray array) {
            while (layers < array.size() && isDeflate(array.getObject(layers))) {
                layers++;
            }
        }
        return layers;
    }

    private static boolean isDeflate(COSBase filter) {
        return COSName.FLATE_DECODE.equals(filter) || COSName.FLATE_DECODE_ABBREVIATION.equals(filter);
    }
}
