package com.docurift;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule is seen to be broken by the small wrong house in {@code com.docurift.wronghouse}. */
class HouseTest {
    private static final HouseRules RULES = new HouseRules("com.docurift");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(RULES.root());

    private static final HouseRules WRONG_RULES = new HouseRules("com.docurift.wronghouse");
    private static final JavaClasses WRONG_HOUSE = new ClassFileImporter().importPackages(WRONG_RULES.root());

    @Test
    void theHouseIsLookedAtAsAWhole() {
        assertThat(HOUSE.stream()
                        .map(one -> one.getPackageName().split("\\.")[2])
                        .distinct())
                .contains(
                        "platform",
                        "events",
                        "accounts",
                        "documents",
                        "jobs",
                        "extraction",
                        "processing",
                        "webhooks",
                        "stream",
                        "api")
                .doesNotContain("wronghouse");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "each room imports only what the table allows",
                        HouseRules::importTable,
                        "accounts.CallsTheApi uses api.Resource",
                        "attic.Forgotten uses platform.Ids",
                        "documents.Document uses jobs.Job",
                        "platform.ToldOfEvents uses events.Event"),
                rule(
                        "sub-packages are private to their room",
                        HouseRules::privateSubPackages,
                        "jobs.StartsServers uses platform.embedded.Server",
                        "stream.ReadsForeignRows uses events.persistence.Rows"),
                rule(
                        "time and chance come from the platform",
                        HouseRules::oneClock,
                        "jobs.OwnTime calls java.lang.Math.random",
                        "jobs.OwnTime calls java.lang.System.currentTimeMillis",
                        "jobs.OwnTime calls java.time.Instant.now",
                        "jobs.OwnTime calls java.util.UUID.randomUUID"),
                rule(
                        "nothing sleeps and nothing waits for a Uni",
                        HouseRules::noWaiting,
                        "events.Waits calls io.smallrye.mutiny.Uni.await",
                        "events.Waits calls java.lang.Thread.sleep"),
                rule("every package is null-marked", HouseRules::nullMarked, "attic has no @NullMarked package-info"));
    }

    private static Arguments rule(String name, Function<HouseRules, ArchRule> rule, String... broken) {
        return Arguments.of(name, rule, List.of(broken));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theHouseKeeps(String name, Function<HouseRules, ArchRule> rule, List<String> broken) {
        rule.apply(RULES).check(HOUSE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theWrongHouseBreaks(String name, Function<HouseRules, ArchRule> rule, List<String> broken) {
        assertThat(violations(rule.apply(WRONG_RULES))).containsExactlyInAnyOrderElementsOf(broken);
    }

    @Test
    void theHouseHasNoCycles() {
        RULES.noCycles().check(HOUSE);
    }

    @Test
    void theWrongHouseHasACycle() {
        assertThat(violations(WRONG_RULES.noCycles()))
                .anySatisfy(cycle -> assertThat(cycle).contains("Slice documents", "Slice jobs"));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(WRONG_HOUSE).getFailureReport().getDetails();
    }
}
