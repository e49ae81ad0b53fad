package com.docurift.documents;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/** Whoever keeps a kind of files in the store knows which of them a row still names; the others are swept. */
public interface BlobOwner {
    /** The kind of the files, such as {@code documents}. */
    String kind();

    /** Which of the ids a row names. */
    Uni<Set<String>> living(List<String> ids);
}
