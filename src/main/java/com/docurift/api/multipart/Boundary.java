package com.docurift.api.multipart;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import java.util.regex.Pattern;

/** The boundary that a multipart request announces in its content type (RFC 2046 §5.1.1). */
public final class Boundary {
    private static final Pattern VALID = Pattern.compile("[\\x20-\\x7e]{0,69}[\\x21-\\x7e]");

    private Boundary() {}

    /**
     * The boundary, without its quotes.
     *
     * @param contentType the value of the header
     * @throws ApiException when there is none of 1 to 70 printable characters
     */
    public static String of(String contentType) {
        var boundary = Parameters.parse(contentType).values().get("boundary");
        if (boundary == null || !VALID.matcher(boundary).matches()) {
            throw new ApiException(
                    ErrorCode.MALFORMED_REQUEST, "The Content-Type of a multipart body must have a valid boundary");
        }
        return boundary;
    }
}
