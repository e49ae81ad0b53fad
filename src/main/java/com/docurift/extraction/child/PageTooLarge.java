package com.docurift.extraction.child;

/** A page holds more than any real page does. Unchecked, so that PDFBox's own error handling lets it pass. */
final class PageTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PageTooLarge() {
        super("The page holds too much content", null, false, false);
    }
}
