package com.docurift.extraction.child;

import com.docurift.extraction.ExtractionOutcome.Refused;

/** Why a document is refused, with the codes of a failed job (contract, section 6). */
final class Refusals {

    static final String CORRUPT = "CORRUPT_DOCUMENT";
    static final String UNSUPPORTED = "UNSUPPORTED_CONTENT";

    private Refusals() {}

    static Refused corrupt() {
        return new Refused(CORRUPT, "The file is damaged or is not a complete PDF document.", false);
    }

    static Refused withoutPages() {
        return new Refused(CORRUPT, "The PDF document has no pages.", false);
    }

    static Refused noReadablePage() {
        return new Refused(CORRUPT, "None of the document's pages could be read.", false);
    }

    static Refused passwordProtected() {
        return new Refused("PASSWORD_PROTECTED", "The document can only be opened with a password.", false);
    }

    static Refused tooManyPages(int limit) {
        return new Refused("PAGE_LIMIT_EXCEEDED", "The document has more than " + limit + " pages.", false);
    }

    static Refused tooMuchContent() {
        return new Refused(
                UNSUPPORTED, "The document holds far more content than a document of its kind should.", false);
    }

    static Refused unsupportedType() {
        return new Refused(UNSUPPORTED, "Documents of this type cannot be analysed yet; PDF documents can.", false);
    }

    static Refused unreadableStorage() {
        return new Refused("INTERNAL_ERROR", "The stored document could not be opened.", true);
    }
}
