package com.docurift.jobs.persistence;

import com.docurift.jobs.JobStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which jobs a list holds. */
public record JobFilter(String organizationId, @Nullable JobStatus status) {
    /** The condition in HQL; its parameters are {@link #parameters()}. */
    String condition() {
        return "organizationId = :organization" + (status == null ? "" : " and status = :status");
    }

    /** The same condition in SQL. */
    String sqlCondition() {
        return condition().replace("organizationId", "organization_id");
    }

    Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        parameters.put("organization", organizationId);
        if (status != null) {
            parameters.put("status", status.wireName());
        }
        return parameters;
    }
}
