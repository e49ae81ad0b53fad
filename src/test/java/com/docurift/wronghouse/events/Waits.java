package com.docurift.wronghouse.events;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Blocks its thread in both ways. */
final class Waits {
    private Waits() {}

    static int longEnough(Uni<Integer> answer) throws InterruptedException {
        Thread.sleep(1);
        return answer.await().atMost(Duration.ofSeconds(1));
    }
}
