package com.docurift.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.api.ErrorCode;
import com.docurift.api.RequiresScope;
import com.docurift.events.EventType;
import com.docurift.jobs.JobStatus;
import com.tngtech.archunit.core.domain.JavaClass;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern FENCE = Pattern.compile("(?m)^```[a-z]*\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#]+)\\)");

    private final String readme = Files.readString(java.nio.file.Path.of("README.md"), UTF_8);

    ReadmeTest() throws IOException {}

    @Test
    void theFirstCodeBlockStartsTheServiceAndTheSecondTestsIt() {
        var blocks = FENCE.matcher(readme)
                .results()
                .map(block -> block.group(1).strip())
                .limit(2)
                .toList();

        assertThat(blocks)
                .containsExactly(
                        "./mvnw -B -ntp -DskipTests package && java -jar target/quarkus-app/quarkus-run.jar --sample",
                        "./mvnw -B -ntp verify");
    }

    @Test
    void theConfigurationTableListsTheSettingsOfAllRooms() {
        var listed = new TreeMap<String, String>();
        for (List<String> row : tables("setting").get(0)) {
            assertThat(row.get(1)).isEqualTo(Settings.environment(row.get(0)));
            listed.put(row.get(0), row.get(2));
        }

        assertThat(listed).isEqualTo(Settings.ofRooms());
    }

    @Test
    void theSecondConfigurationTableListsTheSettingsOfTheStart() throws IOException {
        var listed = new TreeSet<String>();
        for (List<String> row : tables("setting").get(1)) {
            assertThat(row.get(1)).isEqualTo(Settings.environment(row.get(0)));
            listed.add(row.get(0));
        }

        assertThat(listed).isEqualTo(Settings.ofStart());
    }

    @Test
    void theErrorTableIsTheListOfErrors() {
        List<String> listed = tables("code").get(1).stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> code + " " + code.status())
                        .toList());
    }

    @Test
    void theEndpointTableListsTheEndpointsWithTheirScopes() {
        Map<String, String> listed =
                tables("endpoint").get(0).stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));

        assertThat(listed).isEqualTo(endpoints());
    }

    @Test
    void theStatesAndTheEventsOfAJobAreAllThere() {
        assertThat(tables("status").get(0))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Arrays.stream(JobStatus.values())
                        .map(JobStatus::wireName)
                        .toList());
        assertThat(tables("type").get(0))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .filter(name -> name.startsWith("document."))
                        .toList());
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> broken = LINK.matcher(readme)
                .results()
                .map(link -> link.group(1))
                .filter(not(path -> Files.exists(java.nio.file.Path.of(path))))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void theTourNamesRoomsAndClassesThatExist() {
        Set<String> rooms = Settings.classes().stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\."))
                .filter(names -> names.length > 2)
                .map(names -> names[2])
                .collect(Collectors.toCollection(TreeSet::new));
        String tour = readme.substring(readme.indexOf("Read first:"), readme.indexOf("## Things to note"));

        assertThat(tables("room").get(0)).extracting(row -> row.get(0)).containsExactlyInAnyOrderElementsOf(rooms);
        assertThat(Pattern.compile("`([a-z/]+/[A-Z]\\w+)`")
                        .matcher(tour)
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(java.nio.file.Path.of("src/main/java/com/docurift", path + ".java"))
                        .exists());
    }

    /** The tables whose first column has that head, as rows of cells without the marks of code. */
    private List<List<List<String>>> tables(String head) {
        var tables = new ArrayList<List<List<String>>>();
        List<String> lines = readme.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("| " + head + " |")) {
                tables.add(lines.subList(i + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .map(ReadmeTest::cells)
                        .toList());
            }
        }
        return tables;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.strip().replaceAll("^`([^`]*)`$", "$1"))
                .toList();
    }

    private static Map<String, String> endpoints() {
        var found = new TreeMap<String, String>();
        for (JavaClass one : Settings.classes()) {
            if (one.isAnnotatedWith(Path.class)) {
                Class<?> resource = one.reflect();
                for (Method method : resource.getDeclaredMethods()) {
                    Arrays.stream(method.getAnnotations())
                            .map(Annotation::annotationType)
                            .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                            .forEach(type -> found.put(
                                    type.getAnnotation(HttpMethod.class).value() + " " + path(resource, method),
                                    scope(resource, method)));
                }
            }
        }
        return found;
    }

    private static String path(Class<?> resource, Method method) {
        var own = method.getAnnotation(Path.class);
        return resource.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
    }

    private static String scope(Class<?> resource, Method method) {
        var own = method.getAnnotation(RequiresScope.class);
        var scope = own == null ? resource.getAnnotation(RequiresScope.class) : own;
        return scope == null ? "operator" : scope.value().wireName();
    }
}
