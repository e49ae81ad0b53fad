package com.docurift.processing;

import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.FailedPage;
import com.docurift.extraction.Warning;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a completed job shows beside its result, when there is something to say. */
final class Notes {
    private Notes() {}

    /** A JSON object of {@code failedPages} and {@code warnings}; null when there are neither. */
    static @Nullable String of(Extracted extracted) {
        if (extracted.failedPages().isEmpty() && extracted.warnings().isEmpty()) {
            return null;
        }
        var notes = new JsonObject();
        add(notes, "failedPages", extracted.failedPages(), Notes::page);
        add(notes, "warnings", extracted.warnings(), Notes::warning);
        return notes.encode();
    }

    private static <T> void add(JsonObject notes, String name, List<T> all, Function<T, JsonObject> json) {
        if (!all.isEmpty()) {
            notes.put(name, new JsonArray(all.stream().map(json).toList()));
        }
    }

    private static JsonObject page(FailedPage failed) {
        return new JsonObject().put("page", failed.page()).put("code", failed.code());
    }

    private static JsonObject warning(Warning warning) {
        return new JsonObject().put("code", warning.code()).put("message", warning.message());
    }
}
