package com.docurift.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DockerTest {
    private static final Path DOCKER = Path.of("docker");
    private static final String IMAGE = "docurift-jobs";
    /** A jar in a Maven repository: group, artifact, version, file. */
    private static final Pattern JAR = Pattern.compile(".*?/repository/(.+)/([^/]+)/([^/]+)/\\2-\\3[^/]*\\.jar");

    private final Map<String, Object> compose = map(new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(DOCKER.resolve("docker-compose.yml"), UTF_8)));

    DockerTest() throws IOException {}

    @Test
    void everyFileThatComposeNamesExists() {
        var named = new TreeSet<String>();
        services().values().forEach(service -> {
            if (service.containsKey("build")) {
                var build = map(service.get("build"));
                named.add(build.get("context") + "/" + build.get("dockerfile"));
            }
            volumes(service)
                    .filter(volume -> volume.startsWith("."))
                    .forEach(volume -> named.add(volume.split(":")[0]));
        });

        assertThat(named)
                .contains("../docker/Dockerfile", "../kafka")
                .allSatisfy(file -> assertThat(DOCKER.resolve(file)).exists());
        assertThat(map(services().get("topics")).get("entrypoint"))
                .isEqualTo(List.of("sh", "/topics/create-topics.sh"));
        assertThat(Path.of("kafka/create-topics.sh")).isExecutable();
    }

    @Test
    void everyVolumeAndServiceThatIsUsedIsDeclared() {
        Set<String> declared = map(compose.get("volumes")).keySet();

        assertThat(services().values()).allSatisfy(service -> {
            assertThat(volumes(service).map(volume -> volume.split(":")[0]).filter(name -> !name.startsWith(".")))
                    .isSubsetOf(declared);
            assertThat(map(service.getOrDefault("depends_on", Map.of())).keySet())
                    .isSubsetOf(services().keySet());
        });
    }

    @Test
    void theServiceGetsOnlySettingsThatItKnows() throws IOException {
        Set<String> given = services().values().stream()
                .filter(service -> IMAGE.equals(service.get("image")))
                .flatMap(service -> map(service.get("environment")).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        given.addAll(settingsIn("Dockerfile"));

        assertThat(given)
                .contains("DOCURIFT_POSTGRES_URL", "KAFKA_BOOTSTRAP_SERVERS", "DOCURIFT_DATA_DIR")
                .isSubsetOf(Settings.environments());
        assertThat(settingsIn("docker-compose.yml")).isSubsetOf(Settings.environments());
    }

    @Test
    void theExampleOfTheEnvironmentNamesWhatComposeAsksFor() throws IOException {
        String text = Files.readString(DOCKER.resolve("docker-compose.yml"), UTF_8);
        Set<String> asked = groups(Pattern.compile("\\$\\{(\\w+)"), text);
        asked.remove("DOCURIFT_ROLES"); // given on the command line, together with the profile

        assertThat(groups(Pattern.compile("(?m)^(\\w+)="), Files.readString(DOCKER.resolve(".env.example"), UTF_8)))
                .isEqualTo(asked);
    }

    @Test
    void whatTheImageCopiesExists() throws IOException {
        Set<String> sources = Files.readAllLines(DOCKER.resolve("Dockerfile"), UTF_8).stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .flatMap(line -> {
                    var words = line.split("\\s+");
                    return Stream.of(words).skip(1).limit(words.length - 2L);
                })
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sources)
                .contains("pom.xml", "src")
                .allSatisfy(source -> assertThat(Path.of(source)).exists());
    }

    @Test
    void theImageLeavesOutExactlyTheEmbeddedServers() throws IOException {
        List<String> left = Files.readAllLines(DOCKER.resolve("embedded-servers.txt"), UTF_8).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Set<String> present = Stream.of(classPath.split(File.pathSeparator))
                .map(jar -> JAR.matcher(jar.replace(File.separatorChar, '/')))
                .filter(Matcher::matches)
                .map(jar -> jar.group(1).replace('/', '.') + "." + jar.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(left).isSubsetOf(present);
        assertThat(present)
                .filteredOn(name -> name.matches("(io\\.zonky|org\\.scala-lang|org\\.apache\\.kafka)\\..*"))
                .filteredOn(name -> !name.equals("org.apache.kafka.kafka-clients"))
                .isSubsetOf(left);
    }

    private static Set<String> settingsIn(String file) throws IOException {
        return groups(Pattern.compile("\\b(DOCURIFT_[A-Z_]+)"), Files.readString(DOCKER.resolve(file), UTF_8));
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, Map<String, Object>> services() {
        return map(compose.get("services")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> map(service.getValue())));
    }

    private static Stream<String> volumes(Map<String, Object> service) {
        return ((List<?>) service.getOrDefault("volumes", List.of())).stream().map(String::valueOf);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
