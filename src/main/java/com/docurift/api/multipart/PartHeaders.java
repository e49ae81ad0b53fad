package com.docurift.api.multipart;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a part says about itself (RFC 7578 §4.2).
 *
 * @param name of the form field
 * @param fileName as the client gave it, which may be empty or a path; absent for a plain field
 */
public record PartHeaders(String name, @Nullable String fileName) {
    private static final String DISPOSITION = "content-disposition:";

    /**
     * Reads the block of headers of a part, lines divided by CR LF.
     *
     * @throws ApiException when there is no {@code Content-Disposition: form-data} with a name
     */
    static PartHeaders parse(String block) {
        for (String line : block.replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
            if (line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length())) {
                return of(Parameters.parse(line.substring(DISPOSITION.length())));
            }
        }
        throw new ApiException(ErrorCode.MALFORMED_REQUEST, "A part of the form has no Content-Disposition");
    }

    private static PartHeaders of(Parameters disposition) {
        Map<String, String> values = disposition.values();
        var name = values.get("name");
        if (name == null || !disposition.main().equals("form-data")) {
            throw new ApiException(
                    ErrorCode.MALFORMED_REQUEST,
                    "The Content-Disposition of each part must be form-data and have a name");
        }
        return new PartHeaders(
                name, values.containsKey("filename*") ? values.get("filename*") : values.get("filename"));
    }
}
