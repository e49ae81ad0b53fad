package com.docurift.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.documents.Blobs;
import com.docurift.platform.Overloaded;
import com.docurift.webhooks.JobResults;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Where results lie: in their row as long as a webhook may carry them, above that in the document store. */
@ApplicationScoped
public class JobResultStore {
    /** The kind under which large results lie in the store. */
    public static final String KIND = "results";

    private static final int READS = 2; // each up to 64 MB, a few times over

    private final Blobs blobs;
    private final Semaphore reads = new Semaphore(READS);

    @Inject
    JobResultStore(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * Puts a large result into the store, durably; answers what is left for the row. Each attempt has a place of its own: one that comes too
     * late must not replace what the job ended with.
     */
    Uni<Optional<String>> place(String jobId, int attempt, byte[] result) {
        return result.length <= JobResults.LARGEST_INLINE
                ? Uni.createFrom().item(Optional.of(new String(result, UTF_8)))
                : blobs.put(KIND, name(jobId, attempt), result).replaceWith(Optional.empty());
    }

    /**
     * The JSON of a result, from its row or from the store; {@code attempt} is the one that completed the job. Fails with {@link Overloaded}
     * while as many large ones as memory allows are being read.
     */
    Uni<String> content(String jobId, int attempt, @Nullable String inRow) {
        return inRow != null ? Uni.createFrom().item(inRow) : large(name(jobId, attempt));
    }

    private Uni<String> large(String name) {
        if (!reads.tryAcquire()) {
            return Uni.createFrom().failure(new Overloaded("large results"));
        }
        return blobs.get(KIND, name).map(bytes -> new String(bytes, UTF_8)).eventually(() -> reads.release());
    }

    /** Removes what an attempt has put into the store; completes also when it has not. */
    Uni<Void> remove(String jobId, int attempt) {
        return blobs.delete(KIND, name(jobId, attempt));
    }

    private static String name(String jobId, int attempt) {
        return jobId + "-" + attempt;
    }
}
