package com.docurift.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Draws the invoice that the service brings along as its sample: {@code src/main/resources/sample/invoice.pdf}. */
public final class SampleInvoiceGenerator {

    private static final PDFont PLAIN = new PDType1Font(FontName.HELVETICA);
    private static final PDFont BOLD = new PDType1Font(FontName.HELVETICA_BOLD);
    private static final float LEFT = 56;
    private static final float RIGHT = 539;
    private static final float[] COLUMNS = {LEFT, 350, 440, RIGHT};

    private final PDPageContentStream page;

    private SampleInvoiceGenerator(PDPageContentStream page) {
        this.page = page;
    }

    /** The only argument is the file to write. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        try (PDDocument document = new PDDocument()) {
            PDPage sheet = new PDPage(PDRectangle.A4);
            document.addPage(sheet);
            document.getDocumentInformation().setTitle("Invoice INV-2026-0417");
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                new SampleInvoiceGenerator(content).draw();
            }
            Files.createDirectories(target.getParent());
            document.save(target.toFile());
        }
    }

    private void draw() throws IOException {
        parties();
        facts();
        items();
        totals();
        payment();
    }

    private void parties() throws IOException {
        text(BOLD, 18, LEFT, 780, "Hafenkontor Supplies GmbH");
        text(PLAIN, 9, LEFT, 764, "Speicherstrasse 12");
        text(PLAIN, 9, LEFT, 752, "20457 Hamburg, Germany");
        text(PLAIN, 9, LEFT, 740, "VAT ID: DE811234567");
        text(PLAIN, 9, LEFT, 728, "billing@hafenkontor.example   +49 40 5550 1234");
        rightText(BOLD, 22, RIGHT, 778, "INVOICE");
        text(BOLD, 10, LEFT, 690, "Bill to");
        text(PLAIN, 10, LEFT, 675, "Northwind Trading Ltd");
        text(PLAIN, 10, LEFT, 661, "48 Quay Street");
        text(PLAIN, 10, LEFT, 647, "Bristol BS1 4DJ");
        text(PLAIN, 10, LEFT, 633, "United Kingdom");
    }

    private void facts() throws IOException {
        fact(690, "Invoice number", "INV-2026-0417");
        fact(675, "Invoice date", "2026-03-14");
        fact(660, "Due date", "2026-04-13");
        fact(645, "Purchase order", "PO-78112");
        fact(630, "Currency", "EUR");
    }

    private void items() throws IOException {
        row(BOLD, 580, "Description", "Quantity", "Unit price", "Total");
        line(572);
        row(PLAIN, 556, "Pallet wrap, 500 mm x 300 m, clear", "24", "8.90", "213.60");
        row(PLAIN, 538, "Euro pallet, new, EPAL certified", "40", "14.75", "590.00");
        row(PLAIN, 520, "Edge protector, cardboard, 1 m", "200", "0.62", "124.00");
        row(PLAIN, 502, "Container seal, ISO 17712, numbered", "100", "1.85", "185.00");
        row(PLAIN, 484, "Delivery to Bristol, DAP", "1", "165.00", "165.00");
        line(474);
    }

    private void totals() throws IOException {
        total(PLAIN, 454, "Subtotal", "1,277.60");
        total(PLAIN, 438, "VAT 19 %", "242.74");
        total(BOLD, 420, "Total EUR", "1,520.34");
    }

    private void payment() throws IOException {
        text(BOLD, 10, LEFT, 360, "Payment");
        text(PLAIN, 10, LEFT, 345, "Please transfer the total within 30 days, quoting the invoice number.");
        text(PLAIN, 10, LEFT, 331, "IBAN: DE89 3704 0044 0532 0130 00   BIC: COBADEFFXXX");
        text(PLAIN, 10, LEFT, 317, "Bank: Commerzbank Hamburg");
        text(PLAIN, 8, LEFT, 60, "Hafenkontor Supplies GmbH - Commercial register Hamburg HRB 123456 - Page 1 of 1");
    }

    private void fact(float y, String name, String value) throws IOException {
        text(PLAIN, 10, 350, y, name);
        rightText(BOLD, 10, RIGHT, y, value);
    }

    private void row(PDFont font, float y, String description, String... numbers) throws IOException {
        text(font, 10, COLUMNS[0], y, description);
        for (int i = 0; i < numbers.length; i++) {
            rightText(font, 10, COLUMNS[i + 1], y, numbers[i]);
        }
    }

    private void total(PDFont font, float y, String name, String amount) throws IOException {
        text(font, 11, 350, y, name);
        rightText(font, 11, RIGHT, y, amount);
    }

    private void line(float y) throws IOException {
        page.setLineWidth(0.6f);
        page.moveTo(LEFT, y);
        page.lineTo(RIGHT, y);
        page.stroke();
    }

    private void rightText(PDFont font, float size, float x, float y, String text) throws IOException {
        text(font, size, x - font.getStringWidth(text) / 1000 * size, y, text);
    }

    private void text(PDFont font, float size, float x, float y, String text) throws IOException {
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(text);
        page.endText();
    }
}
