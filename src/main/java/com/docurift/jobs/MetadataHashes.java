package com.docurift.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.platform.Sha256;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One number for each top-level key of a job's metadata and its value as text, by which jobs are found again. Strings count without their
 * quotes, everything else letter by letter. 64 bits of SHA-256, so that nobody meets a collision that he did not look for.
 */
public final class MetadataHashes {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private MetadataHashes() {}

    /** The numbers of all keys of a JSON object; none when there is none. */
    public static Set<Long> of(String organizationId, @Nullable String metadata) {
        var hashes = new TreeSet<Long>();
        if (metadata == null) {
            return hashes;
        }
        try (JsonParser parser = JSON.createParser(metadata)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                hashes.add(of(organizationId, key, text(parser, metadata)));
            }
            return hashes;
        } catch (IOException checkedWhenItCame) {
            throw new UncheckedIOException(checkedWhenItCame);
        }
    }

    /** The number of one key and its value. */
    public static long of(String organizationId, String key, String value) {
        var digest = Sha256.begin();
        for (String part : new String[] {organizationId, key, value}) {
            byte[] bytes = part.getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static String text(JsonParser parser, String metadata) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            return parser.getText();
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        return metadata.substring(from, (int) parser.currentLocation().getCharOffset());
    }
}
