package com.docurift.jobs;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSingleJobIsNotDelayedByAnotherOrganisationsBacklog(boolean theLoneOneComesLaterInTheAlphabet) {
        String first = rig.ids.next("org");
        String second = rig.ids.next("org");
        String busy = theLoneOneComesLaterInTheAlphabet ? first : second;
        String quiet = theLoneOneComesLaterInTheAlphabet ? second : first;
        backlog(10_000, busy);
        String lone = await(aSubmission().ofOrganisation(quiet).to(rig.jobs)).id();

        var claimed = new ArrayList<String>();
        String after = busy; // it was served last
        for (int round = 0; round < 3; round++) {
            var one = await(rig.attempts.claim(after, 1));
            after = one.isEmpty() ? "" : one.get(0).facts().organizationId();
            one.forEach(job -> claimed.add(job.id()));
        }

        assertThat(claimed).contains(lone);
    }

    @Test
    void severalSlotsAreSharedBetweenTheOrganisationsThatWait() {
        String acme = rig.ids.next("org");
        String globex = rig.ids.next("org");
        submit(50, acme);
        submit(50, globex);

        assertThat(await(rig.attempts.claim("", 8)))
                .extracting(job -> job.facts().organizationId())
                .containsOnly(acme, globex)
                .filteredOn(acme::equals)
                .hasSize(4);
    }

    @Test
    void aLoneOrganisationGetsAllSlots() {
        submit(10, rig.ids.next("org"));
        assertThat(await(rig.attempts.claim("", 8))).hasSize(8);
    }

    @Test
    void highPriorityStartsBeforeNormalAndTheOlderFirst() {
        String acme = rig.ids.next("org");
        var normal = submit(2, acme);
        var high = List.of(
                await(aSubmission().ofOrganisation(acme).withHighPriority().to(rig.jobs))
                        .id(),
                await(aSubmission().ofOrganisation(acme).withHighPriority().to(rig.jobs))
                        .id());

        var order = new ArrayList<String>();
        for (int round = 0; round < 4; round++) {
            order.add(await(rig.attempts.claim("", 1)).get(0).id());
        }

        assertThat(order).containsExactly(high.get(0), high.get(1), normal.get(0), normal.get(1));
    }

    @Test
    void claimersAtTheSameTimeNeverGetTheSameJob() {
        var submitted = submit(200, rig.ids.next("org"));
        submitted.addAll(submit(100, rig.ids.next("org")));

        var claimed = new ArrayList<String>();
        while (claimed.size() < submitted.size()) {
            var rounds = Multi.createFrom()
                    .range(0, 6)
                    .onItem()
                    .transformToUniAndMerge(claimer -> rig.attempts.claim("", 5))
                    .collect()
                    .asList();
            var got = await(rounds).stream()
                    .flatMap(List::stream)
                    .map(ClaimedJob::id)
                    .toList();
            assertThat(got).isNotEmpty();
            claimed.addAll(got);
        }

        assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(submitted);
        assertThat(rig.database.number("select count(*) from event where type = 'document.processing.started'"))
                .isEqualTo(300);
    }

    @Test
    void aClaimedJobIsInItsFirstAttemptUnderALease() {
        String id = await(aSubmission().to(rig.jobs)).id();

        var claimed = await(rig.attempts.claim("", 5));

        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).id()).isEqualTo(id);
        assertThat(claimed.get(0).attempt()).isEqualTo(1);
        assertThat(claimed.get(0).progress()).isZero();
        assertThat(rig.column(id, "status")).isEqualTo("processing");
        assertThat(rig.column(id, "lease_expires_at > now() + interval '9 minutes'"))
                .isEqualTo("true");
        assertThat(await(rig.attempts.claim("", 5))).isEmpty();
    }

    /** Lets jobs of one organisation wait: one that is submitted and copies of it. */
    private static void backlog(int count, String organization) {
        String id = submit(1, organization).get(0);
        rig.database.query("""
                insert into job (id, organization_id, document_id, status, progress, sequence, document_type, priority, language,
                    extract_tables, ocr_fallback, file_name, file_size, mime_type, traceparent, created_at, updated_at)
                select substr(id, 1, 14) || lpad(number::text, 16, '0'), organization_id, document_id, status, progress, sequence,
                    document_type, priority, language, extract_tables, ocr_fallback, file_name, file_size, mime_type, traceparent,
                    created_at, updated_at
                from job cross join generate_series(2, $2) as number where id = $1
                """, id, count);
    }

    /** Submits jobs of one organisation; answers their ids, the oldest first. */
    private static List<String> submit(int count, String organization) {
        var all = Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUni(number -> Uni.createFrom()
                        .deferred(
                                () -> aSubmission().ofOrganisation(organization).to(rig.jobs)))
                .merge(count)
                .collect()
                .asList();
        var ids = new ArrayList<>(await(all).stream().map(JobView::id).toList());
        ids.sort(null);
        return ids;
    }
}
