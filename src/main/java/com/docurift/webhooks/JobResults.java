package com.docurift.webhooks;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Where deliveries get the results of completed jobs from; the room of the jobs implements it. */
public interface JobResults {
    /** The largest result, in bytes, that a webhook carries; a larger one is named by its URL. */
    int LARGEST_INLINE = 256 * 1024;

    /** The result JSON of each job that has one of at most {@link #LARGEST_INLINE} bytes; the others are missing from the answer. */
    Uni<Map<String, String>> inlineResultsOf(List<String> jobIds);
}
