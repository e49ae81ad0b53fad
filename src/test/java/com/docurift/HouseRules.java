package com.docurift;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that keep the rooms of the house apart.
 *
 * @param root the package whose direct sub-packages are the rooms
 */
record HouseRules(String root) {
    private static final String PLATFORM = "platform";

    private static final Set<String> FRONT_DOORS = Set.of(
            PLATFORM,
            "events",
            "accounts",
            "documents",
            "jobs",
            "extraction",
            "processing",
            "webhooks",
            "stream",
            "sample");

    /** Which rooms a room may import; what is no key here is no room. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry(PLATFORM, Set.of()),
            Map.entry("events", Set.of(PLATFORM)),
            Map.entry("accounts", Set.of(PLATFORM)),
            Map.entry("sample", Set.of("accounts", PLATFORM)),
            Map.entry("documents", Set.of("events", PLATFORM)),
            Map.entry("jobs", Set.of("documents", "events", "webhooks", PLATFORM)),
            Map.entry("extraction", Set.of(PLATFORM)),
            Map.entry("processing", Set.of("jobs", "documents", "extraction", "events", PLATFORM)),
            Map.entry("webhooks", Set.of("events", PLATFORM)),
            Map.entry("stream", Set.of("events", PLATFORM)),
            Map.entry("api", FRONT_DOORS),
            Map.entry("console", FRONT_DOORS));

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.time.Instant.now",
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private static final Set<String> WAITING = Set.of("java.lang.Thread.sleep", "io.smallrye.mutiny.Uni.await");

    /** Every class is in a room of the table and uses only the rooms that its own may import. */
    ArchRule importTable() {
        return classes().should(useOnly("the rooms that the import table allows", dependency -> {
            String from = room(dependency.getOriginClass());
            return MAY_IMPORT.getOrDefault(from, Set.of()).contains(room(dependency.getTargetClass()));
        }));
    }

    /** A room is entered by its base package: no other room uses its sub-packages. */
    ArchRule privateSubPackages() {
        return classes()
                .should(useOnly(
                        "the base packages of other rooms",
                        dependency -> dependency
                                .getTargetClass()
                                .getPackageName()
                                .equals(root + "." + room(dependency.getTargetClass()))));
    }

    /** No two rooms need each other, neither directly nor over others. */
    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Time and chance come from the room platform alone, so that tests can set them. */
    ArchRule oneClock() {
        return classes().that(areNotIn(PLATFORM)).should(notCall(CLOCKS_AND_CHANCE));
    }

    /** No thread is put to sleep and none waits for a {@code Uni}. */
    ArchRule noWaiting() {
        return classes().should(notCall(WAITING));
    }

    /** Null is an exception that is written down, in every package. */
    ArchRule nullMarked() {
        var seen = new HashSet<String>();
        return classes().should(new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                if (!one.getPackage().isAnnotatedWith(NullMarked.class) && seen.add(one.getPackageName())) {
                    violated(events, one, "%s has no @NullMarked package-info".formatted(shown(one.getPackageName())));
                }
            }
        });
    }

    private ArchCondition<JavaClass> useOnly(String what, Predicate<Dependency> isAllowed) {
        return new ArchCondition<>("use only " + what) {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                var seen = new HashSet<String>();
                for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    boolean leavesItsRoom = target.getPackageName().startsWith(root)
                            && !room(target).equals(room(one));
                    if (leavesItsRoom && !isAllowed.test(dependency) && seen.add(target.getName())) {
                        violated(events, one, "%s uses %s".formatted(shown(one.getName()), shown(target.getName())));
                    }
                }
            }
        };
    }

    private ArchCondition<JavaClass> notCall(Set<String> methods) {
        return new ArchCondition<>("not call one of " + methods) {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                one.getAccessesFromSelf().stream()
                        .map(access -> access.getTargetOwner().getName() + "."
                                + access.getTarget().getName())
                        .filter(methods::contains)
                        .distinct()
                        .forEach(call -> violated(events, one, "%s calls %s".formatted(shown(one.getName()), call)));
            }
        };
    }

    private DescribedPredicate<JavaClass> areNotIn(String room) {
        return DescribedPredicate.describe(
                "are not in " + room, one -> !room(one).equals(room));
    }

    private static void violated(ConditionEvents events, JavaClass one, String message) {
        events.add(SimpleConditionEvent.violated(one, message));
    }

    private String room(JavaClass one) {
        String below = shown(one.getBaseComponentType().getPackageName());
        int end = below.indexOf('.');
        return end < 0 ? below : below.substring(0, end);
    }

    private String shown(String name) {
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : name;
    }
}
