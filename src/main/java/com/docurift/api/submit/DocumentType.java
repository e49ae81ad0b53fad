package com.docurift.api.submit;

import com.docurift.api.ApiException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The document types that a client may ask for, by their names on the wire. */
final class DocumentType {
    private static final String GENERIC = "generic";
    static final String ALIAS_OF_GENERIC = "general";
    static final List<String> NAMES = List.of(
            GENERIC,
            "invoice",
            "receipt",
            "contract",
            "bill_of_lading",
            "packing_list",
            "customs_declaration",
            "certificate_of_origin",
            "delivery_order",
            "freight_invoice",
            "air_waybill",
            "sea_waybill",
            "proof_of_delivery");

    private DocumentType() {}

    /** Everything that may be asked for. */
    static List<String> accepted() {
        return Stream.concat(NAMES.stream(), Stream.of(ALIAS_OF_GENERIC)).toList();
    }

    /** The type's name: {@code generic} when nothing was asked for, and for its alias {@code general}. */
    static String of(@Nullable String asked) {
        if (asked == null || asked.equals(ALIAS_OF_GENERIC)) {
            return GENERIC;
        }
        if (!NAMES.contains(asked)) {
            throw ApiException.notOneOf("documentType", NAMES);
        }
        return asked;
    }
}
