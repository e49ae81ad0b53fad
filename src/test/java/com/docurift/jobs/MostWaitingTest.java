package com.docurift.jobs;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No more jobs of an organisation wait than may. */
class MostWaitingTest {
    private static final int MOST = 150;
    private static final String REFUSED_BY_POSTGRES = "a\u0000b";

    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres(MOST);

    private String acme;
    private String globex;

    @BeforeEach
    void anybody() {
        acme = rig.ids.next("org");
        globex = rig.ids.next("org");
    }

    @RepeatedTest(5)
    void exactlyAsManyAsMayAreAcceptedOfManyAtOnceFromSeveralProcesses() {
        assertThat(acceptedOf(400, acme, rig.jobs, rig.anotherProcess(), rig.anotherProcess()))
                .isEqualTo(MOST);
        assertThat(waiting(acme)).isEqualTo(MOST);
        assertThat(rig.database.number("select count(*) from document")).isEqualTo(MOST);
        assertThat(rig.database.number("select count(*) from event")).isEqualTo(MOST);
        assertThat(rig.database.number("select count(*) from outbox")).isEqualTo(MOST);
    }

    @Test
    void aFullOrganisationIsNoConcernOfOthers() {
        acceptedOf(MOST, acme, rig.jobs);
        Uni<List<Boolean>> together = Multi.createFrom()
                .range(0, 60)
                .onItem()
                .transformToUni(number -> accepted(rig.jobs, number % 2 == 0 ? acme : globex))
                .merge(60)
                .collect()
                .asList();
        assertThat(await(together)).filteredOn(accepted -> accepted).hasSize(30);
        assertThat(waiting(globex)).isEqualTo(30);
        assertThat(waiting(acme)).isEqualTo(MOST);
    }

    @Test
    void whatStartsOrIsCancelledMakesRoom() {
        acceptedOf(MOST, acme, rig.jobs);
        assertThat(await(accepted(rig.jobs, acme))).isFalse();
        assertThat(await(rig.attempts.claim("", 3))).hasSize(3);
        assertThat(acceptedOf(10, acme, rig.jobs)).isEqualTo(3);
        rig.database.query("""
                update job set status = 'failed', completed_at = now(), error_code = 'CANCELLED', error_message = '-', error_retryable = true
                where id = (select max(id) from job where status = 'pending')
                """);
        assertThat(acceptedOf(10, acme, rig.jobs)).isEqualTo(1);
    }

    @Test
    void theRefusalSaysWhy() {
        acceptedOf(MOST, acme, rig.jobs);
        assertThatThrownBy(() -> await(aSubmission().ofOrganisation(acme).to(rig.jobs)))
                .isInstanceOf(QueueFull.class);
    }

    @Test
    void whatWaitedBeforeTheRowCounts() {
        acceptedOf(100, acme, rig.jobs);
        rig.database.query("truncate waiting_jobs");
        assertThat(acceptedOf(100, acme, rig.jobs)).isEqualTo(50);
    }

    @Test
    void aLowerLimitHoldsForAHigherBacklogAndTheHigherOneGoesOnFromIt() {
        acceptedOf(MOST, acme, rig.jobs);
        assertThat(acceptedOf(5, acme, rig.anotherProcess(20))).isZero();
        assertThat(acceptedOf(20, acme, rig.anotherProcess(MOST + 10))).isEqualTo(10);
    }

    @Test
    void oneThatPostgresRefusesSpoilsNoOtherOfAnUnknownOrganisation() {
        Uni<List<Boolean>> together = Multi.createFrom()
                .range(0, 40)
                .onItem()
                .transformToUni(number -> aSubmission()
                        .ofOrganisation(number % 2 == 0 ? acme : globex)
                        .withFileName(number == 21 ? REFUSED_BY_POSTGRES : "invoice.pdf")
                        .to(rig.jobs)
                        .replaceWith(true)
                        .onFailure()
                        .recoverWithItem(false))
                .merge(40)
                .collect()
                .asList();
        assertThat(await(together)).filteredOn(accepted -> !accepted).hasSize(1);
        assertThat(waiting(acme) + waiting(globex)).isEqualTo(39);
    }

    @Test
    void theRowIsNeverBelowWhatWaits() {
        acceptedOf(40, acme, rig.jobs, rig.anotherProcess());
        await(rig.attempts.claim("", 10));
        acceptedOf(20, acme, rig.jobs);
        assertThat(rig.database.number("select at_most from waiting_jobs where organization_id = $1", acme))
                .isGreaterThanOrEqualTo(waiting(acme));
    }

    /** Submits to each in turn, all at the same time; answers how many were accepted. */
    private static long acceptedOf(int count, String organization, Jobs... processes) {
        var all = Multi.createFrom()
                .range(0, count)
                .onItem()
                .transformToUni(number -> accepted(processes[number % processes.length], organization))
                .merge(count)
                .collect()
                .asList();
        return await(all).stream().filter(accepted -> accepted).count();
    }

    private static Uni<Boolean> accepted(Jobs jobs, String organization) {
        return Uni.createFrom()
                .deferred(() -> aSubmission().ofOrganisation(organization).to(jobs))
                .replaceWith(true)
                .onFailure(QueueFull.class)
                .recoverWithItem(false);
    }

    private static long waiting(String organization) {
        return rig.database.number(
                "select count(*) from job where organization_id = $1 and status = 'pending'", organization);
    }
}
