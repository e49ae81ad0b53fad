package com.docurift.jobs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where results lie: in their row up to a threshold, above it in the document store. */
@ApplicationScoped
public class JobResultStore {
    /** Puts a large result into the document store; answers what is left for the row. */
    Uni<Optional<String>> place(String jobId, String result) {
        return Uni.createFrom().item(Optional.of(result));
    }

    /** The JSON of a result, from its row or from the document store. */
    Uni<String> content(String jobId, @Nullable String inRow) {
        return Uni.createFrom().item(inRow);
    }
}
