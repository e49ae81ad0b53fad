package com.docurift.api;

/**
 * What every successful answer looks like: {@code {"success": true, "data": …}}.
 *
 * @param success always true
 * @param data the resource, or a list with its pagination
 */
public record Envelope<T>(boolean success, T data) {
    /** The envelope around data. */
    public static <T> Envelope<T> of(T data) {
        return new Envelope<>(true, data);
    }
}
