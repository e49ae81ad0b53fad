package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import com.docurift.api.multipart.MultipartParser;
import com.docurift.api.multipart.PartHeaders;
import com.docurift.documents.Upload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sorts the parts of a submission: the file goes to its upload, known fields are kept, everything else is dropped. */
final class FormParts implements MultipartParser.Listener {
    private enum Kind {
        FILE,
        KNOWN_TEXT,
        OTHER_TEXT,
        OTHER_FILE
    }

    private static final String FILE = "file";
    private static final int MOST_TEXT = 64 * 1024;

    private final Upload upload;
    private final Map<String, String> values = new HashMap<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int textBytes;
    private String name = "";
    private Kind kind = Kind.OTHER_FILE;
    private @Nullable String fileName;

    FormParts(Upload upload) {
        this.upload = upload;
    }

    @Override
    public void partBegins(PartHeaders headers) {
        name = headers.name();
        kind = kindOf(headers);
        if (kind == Kind.FILE) {
            if (fileName != null) {
                throw ApiException.invalid(FILE, "Only one file is taken here; send several as a batch");
            }
            fileName = FileName.of(headers.fileName());
        }
        if (kind == Kind.KNOWN_TEXT && values.containsKey(name)) {
            throw ApiException.invalid(name, name + " was given more than once");
        }
    }

    @Override
    public void partData(byte[] bytes, int from, int to) {
        switch (kind) {
            case FILE -> upload.add(bytes, from, to);
            case KNOWN_TEXT -> {
                count(to - from);
                text.write(bytes, from, to - from);
            }
            case OTHER_TEXT -> count(to - from);
            case OTHER_FILE -> {} // as large as the request may be, and of no meaning
        }
    }

    @Override
    public void partEnds() {
        if (kind == Kind.KNOWN_TEXT) {
            values.put(name, decoded(text.toByteArray()));
            text.reset();
        }
    }

    /** Whether the file has begun. */
    boolean hasFile() {
        return fileName != null;
    }

    /** The whole form, to be asked for at its end. */
    Form form() {
        var shown = fileName;
        if (shown == null) {
            throw ApiException.invalid(FILE, "file is required");
        }
        return new Form(values, shown);
    }

    private static Kind kindOf(PartHeaders headers) {
        if (headers.name().equals(FILE)) {
            return Kind.FILE;
        }
        if (Form.KNOWN.contains(headers.name())) {
            return Kind.KNOWN_TEXT;
        }
        return headers.fileName() == null ? Kind.OTHER_TEXT : Kind.OTHER_FILE;
    }

    private void count(int more) {
        textBytes += more;
        if (textBytes > MOST_TEXT) {
            throw new ApiException(
                    ErrorCode.REQUEST_TOO_LARGE, "The text fields of the form exceed " + MOST_TEXT + " bytes");
        }
    }

    private String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw ApiException.invalid(name, name + " is not UTF-8");
        }
    }
}
