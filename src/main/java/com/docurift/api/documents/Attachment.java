package com.docurift.api.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.documents.DocumentContent;
import com.docurift.documents.Documents.Original;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The answer that hands out a stranger's bytes: as an attachment, under the type that its content showed, and so that no browser runs any of
 * it. A file goes from the disk to the socket as fast as the client reads.
 */
final class Attachment {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Attachment() {}

    static Response of(Original document) {
        Object body = document.content() instanceof DocumentContent.InRow row
                ? row.bytes()
                : ((DocumentContent.InFile) document.content()).path();
        return Response.ok(body)
                .type(document.mimeType())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(document.fileName()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    /** RFC 6266: a name in ASCII for everybody and, if that is not all of it, the whole one (RFC 8187). */
    static String disposition(String fileName) {
        var plain = new StringBuilder();
        fileName.codePoints()
                .forEach(point -> plain.append(
                        point < ' ' || point > '~' || point == '"' || point == '\\' || point == '%'
                                ? '_'
                                : (char) point));
        String disposition = "attachment; filename=\"" + plain + "\"";
        return plain.toString().equals(fileName)
                ? disposition
                : disposition + "; filename*=UTF-8''" + encoded(fileName);
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte one : text.getBytes(UTF_8)) {
            if (UNRESERVED.indexOf(one) >= 0) {
                encoded.append((char) one);
            } else {
                encoded.append("%%%02X".formatted(one & 0xff));
            }
        }
        return encoded.toString();
    }
}
