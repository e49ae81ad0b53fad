package com.docurift.documents;

import org.jspecify.annotations.Nullable;

/**
 * A document whose bytes are durable, or will be with its row.
 *
 * @param id {@code doc_…}
 * @param fileName as shown: the part after the last slash, at most 255 characters
 * @param fileSize bytes, at least 1
 * @param mimeType judged by the content
 * @param sha256 32 bytes
 * @param content the bytes of a small document, which lie in its row; absent for one that is a file of the store
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
public record StoredDocument(
        String id, String fileName, long fileSize, String mimeType, byte[] sha256, byte @Nullable [] content) {}
