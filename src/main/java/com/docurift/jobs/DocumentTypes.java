package com.docurift.jobs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The document types that a client may ask for, by their names on the wire. */
public final class DocumentTypes {
    /** The type when nothing was asked for. */
    public static final String GENERIC = "generic";

    /** All names but the alias. */
    public static final List<String> NAMES = List.of(
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

    /** Another name of {@link #GENERIC}, taken but never shown. */
    public static final String ALIAS_OF_GENERIC = "general";

    private DocumentTypes() {}

    /** The name of the type asked for, {@code generic} for its alias {@code general}; empty when there is no such type. */
    public static Optional<String> named(@Nullable String asked) {
        if (ALIAS_OF_GENERIC.equals(asked)) {
            return Optional.of(GENERIC);
        }
        return Optional.ofNullable(asked).filter(NAMES::contains);
    }
}
