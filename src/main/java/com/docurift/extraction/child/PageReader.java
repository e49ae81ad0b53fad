package com.docurift.extraction.child;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** Reads the pages of one document, one at a time: the stripper's own loop would walk the whole page tree again for each page. */
final class PageReader extends PDFTextStripper {

    /** A dense newspaper page has about 30,000 characters. */
    private static final int MAX_GLYPHS = 500_000;

    /** Drawings of engineers and maps have up to some hundred thousand operators. */
    private static final int MAX_OPERATORS = 2_000_000;

    private int glyphs;
    private int readable;
    private int operators;

    PageReader(PDDocument document) {
        this.document = document;
        setSortByPosition(true);
        setShouldSeparateByBeads(false);
        setLineSeparator("\n");
        // Pages are handed in without the stripper's counter, which therefore stays at 0.
        setStartPage(0);
    }

    PageText read(PDPage page, int number) throws IOException {
        glyphs = 0;
        readable = 0;
        operators = 0;
        StringWriter text = new StringWriter();
        if (page.hasContents()) {
            checkSize(page);
            output = text;
            processPage(page);
        }
        double confidence = glyphs == 0 ? 0 : (double) Math.min(readable, glyphs) / glyphs;
        return sized(page, number, PlainText.of(text.toString()), confidence);
    }

    private static PageText sized(PDPage page, int number, String text, double confidence) {
        PDRectangle box = page.getCropBox();
        double unit = page.getUserUnit();
        double width = rounded(box.getWidth() * unit);
        double height = rounded(box.getHeight() * unit);
        boolean lying = page.getRotation() % 180 != 0;
        return new PageText(number, lying ? height : width, lying ? width : height, text, confidence);
    }

    private static double rounded(double points) {
        return Math.round(points * 100) / 100.0;
    }

    private static void checkSize(PDPage page) throws IOException {
        for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext(); ) {
            ContentLimits.check(streams.next().getCOSObject());
        }
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        ContentLimits.check(form.getCOSObject());
        super.showForm(form);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators > MAX_OPERATORS) {
            throw new PageTooLarge();
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement) throws IOException {
        if (++glyphs > MAX_GLYPHS) {
            throw new PageTooLarge();
        }
        super.showGlyph(place, font, code, displacement);
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        if (PlainText.isReadable(position.getUnicode())) {
            readable++;
        }
        super.processTextPosition(position);
    }
}
