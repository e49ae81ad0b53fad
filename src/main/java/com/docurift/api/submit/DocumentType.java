package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.docurift.jobs.DocumentTypes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The document type of a submission. */
final class DocumentType {
    private DocumentType() {}

    /** Everything that may be asked for. */
    static List<String> accepted() {
        return Stream.concat(DocumentTypes.NAMES.stream(), Stream.of(DocumentTypes.ALIAS_OF_GENERIC))
                .toList();
    }

    /** The type's name: {@code generic} when nothing was asked for, and for its alias {@code general}. */
    static String of(@Nullable String asked) {
        return asked == null
                ? DocumentTypes.GENERIC
                : DocumentTypes.named(asked)
                        .orElseThrow(() -> ApiException.notOneOf("documentType", DocumentTypes.NAMES));
    }
}
