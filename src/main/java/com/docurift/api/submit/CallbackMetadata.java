package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON object that a client gets back with its job and its events. */
final class CallbackMetadata {
    private static final String FIELD = "callbackMetadata";
    private static final int LARGEST = 16 * 1024;
    private static final int DEEPEST = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(LARGEST)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    private CallbackMetadata() {}

    /**
     * The object letter by letter, so that big numbers stay what they are. Only line breaks become blanks, which in JSON can stand
     * between tokens alone: event streams carry it on one line.
     */
    static @Nullable String of(@Nullable String given) {
        if (given == null) {
            return null;
        }
        if (given.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw ApiException.invalid(FIELD, "callbackMetadata may have at most " + LARGEST + " bytes");
        }
        if (!isObject(given)) {
            throw ApiException.invalid(
                    FIELD, "callbackMetadata must be a JSON object, at most " + DEEPEST + " levels deep");
        }
        return given.strip().replace('\r', ' ').replace('\n', ' ');
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }
}
