package com.docurift.extraction.child;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the {@code result} of the contract, section 5: the generic part, under {@code document} for every type but generic. */
final class ResultJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String GENERIC = "generic";

    private ResultJson() {}

    static byte[] of(String documentType, List<PageText> pages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (GENERIC.equals(documentType)) {
                genericPart(json, pages);
            } else {
                json.writeObjectFieldStart("document");
                genericPart(json, pages);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void genericPart(JsonGenerator json, List<PageText> pages) throws IOException {
        json.writeStringField("rawText", rawText(pages));
        json.writeArrayFieldStart("pages");
        for (PageText page : pages) {
            json.writeStartObject();
            json.writeNumberField("page", page.page());
            json.writeNumberField("width", page.width());
            json.writeNumberField("height", page.height());
            json.writeStringField("text", page.text());
            json.writeStringField("source", "text");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String rawText(List<PageText> pages) {
        return pages.stream()
                .map(PageText::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
