package com.docurift.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.jspecify.annotations.Nullable;

/** Well-formed PDF documents for tests: {@code aPdf().withPage("Hello").build()}. {@link RawPdf} makes the other kind. */
public final class PdfBuilder {

    private record Sheet(String text, PDRectangle size, int rotation) {}

    private final List<Sheet> sheets = new ArrayList<>();
    private @Nullable StandardProtectionPolicy protection;

    private PdfBuilder() {}

    public static PdfBuilder aPdf() {
        return new PdfBuilder();
    }

    /** An A4 page with this text, one line of it per line feed. */
    public PdfBuilder withPage(String text) {
        return withPage(text, PDRectangle.A4, 0);
    }

    public PdfBuilder withPage(String text, PDRectangle size, int rotation) {
        sheets.add(new Sheet(text, size, rotation));
        return this;
    }

    /** Pages "Page 1", "Page 2" and so on. */
    public PdfBuilder withPages(int count) {
        for (int number = 1; number <= count; number++) {
            withPage("Page " + number);
        }
        return this;
    }

    /** Nobody opens it without this password. */
    public PdfBuilder lockedWith(String userPassword) {
        return protectedBy("owner-" + userPassword, userPassword);
    }

    /** Everybody opens it, but only the owner may change or copy it. */
    public PdfBuilder restrictedByOwner(String ownerPassword) {
        return protectedBy(ownerPassword, "");
    }

    public byte[] build() {
        try (PDDocument document = new PDDocument()) {
            PDFont font = new PDType1Font(FontName.HELVETICA);
            for (Sheet sheet : sheets) {
                draw(document, sheet, font);
            }
            if (protection != null) {
                document.protect(protection);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PdfBuilder protectedBy(String ownerPassword, String userPassword) {
        AccessPermission nothing = new AccessPermission(0);
        protection = new StandardProtectionPolicy(ownerPassword, userPassword, nothing);
        protection.setEncryptionKeyLength(256);
        return this;
    }

    private static void draw(PDDocument document, Sheet sheet, PDFont font) throws IOException {
        PDPage page = new PDPage(sheet.size());
        page.setRotation(sheet.rotation());
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(font, 12);
            content.setLeading(16);
            content.newLineAtOffset(50, sheet.size().getHeight() - 60);
            for (String line : sheet.text().split("\n")) {
                content.showText(line);
                content.newLine();
            }
            content.endText();
        }
    }
}
