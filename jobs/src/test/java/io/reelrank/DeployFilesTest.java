package io.reelrank;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The files of conf/deploy, as far as they can be checked without the clusters that they are for. */
class DeployFilesTest {
    private static final Path FOLDER = Command.HOME.resolve("conf/deploy");
    private static final Path KUBERNETES = FOLDER.resolve("kubernetes");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^# (spark\\.\\S+)  +\\S+$");

    /** Settings that Spark registers in jars that the build does not have, or that end in a name of one's own. */
    private static final Pattern UNREGISTERED = Pattern.compile(
            "spark\\.(master|local\\.dir|(yarn|kubernetes|kerberos|hadoop|executorEnv)\\..*|driver\\.(memory|extraJavaOptions))");

    private static Stream<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        }
    }

    private static Stream<Path> propertyFiles() throws IOException {
        return files(".properties");
    }

    private static Stream<Path> kubernetesFiles() throws IOException {
        return files(".yaml").filter(file -> file.startsWith(KUBERNETES));
    }

    private static Stream<Path> applications() {
        return Stream.of(KUBERNETES.resolve("application.yaml"), KUBERNETES.resolve("nightly.yaml"));
    }

    @ParameterizedTest
    @MethodSource("propertyFiles")
    void sparkKnowsEverySetting(Path file) throws IOException {
        Set<String> keys = new TreeSet<>(properties(file).stringPropertyNames());
        Matcher commented = COMMENTED.matcher(Files.readString(file));
        while (commented.find()) {
            keys.add(commented.group(1));
        }

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(isKnown(key)).isTrue());
    }

    @Test
    void aMisspeltSettingOfSparkIsNotKnown() {
        assertThat(List.of("spark.executor.memory", "spark.executor.memry", "executor.memory"))
                .extracting(DeployFilesTest::isKnown)
                .containsExactly(true, false, false);
    }

    @ParameterizedTest
    @MethodSource("kubernetesFiles")
    void everyDocumentHasAKindAndAName(Path file) throws IOException {
        List<Map<String, Object>> documents = yaml(file);

        assertThat(documents).isNotEmpty().allSatisfy(document -> assertThat(document)
                .containsKeys("apiVersion", "kind"));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void anApplicationRunsANightOfTheJarInTheImage(Path file) throws Exception {
        Map<String, Object> spec = spec(file);

        assertThat(Class.forName((String) spec.get("mainClass"))).isEqualTo(Main.class);
        String jar = ((String) spec.get("mainApplicationFile")).replace("local://", "");
        assertThat(Files.readString(KUBERNETES.resolve("Dockerfile")))
                .contains(" " + jar + "\n", "ARG SPARK=" + spec.get("sparkVersion") + "\n", "\nUSER 185\n");
        assertThat(properties(KUBERNETES.resolve("spark-submit.properties"))
                        .getProperty("spark.kubernetes.container.image"))
                .isEqualTo(spec.get("image"));
        assertThat(spec.get("arguments")).isEqualTo(List.of("nightly", "--conf", mounted(spec)));
        assertThat(map(spec.get("sparkConf")).keySet())
                .allSatisfy(key -> assertThat(isKnown(key)).isTrue());
    }

    @Test
    void theScheduledApplicationIsTheApplication() throws IOException {
        assertThat(spec(KUBERNETES.resolve("nightly.yaml"))).isEqualTo(spec(KUBERNETES.resolve("application.yaml")));
    }

    /** The same environment variables of the same keys of the same Secret, however the night is started. */
    @Test
    void secretsAreReferences() throws IOException {
        Properties submitted = properties(KUBERNETES.resolve("spark-submit.properties"));
        Map<String, Object> spec = spec(KUBERNETES.resolve("application.yaml"));
        for (String role : List.of("driver", "executor")) {
            List<String> references = new ArrayList<>();
            for (Object variable : (List<?>) map(spec.get(role)).get("env")) {
                Map<String, Object> reference =
                        map(map(map(variable).get("valueFrom")).get("secretKeyRef"));
                references.add(
                        "%s %s:%s".formatted(map(variable).get("name"), reference.get("name"), reference.get("key")));
            }
            String prefix = "spark.kubernetes.%s.secretKeyRef.".formatted(role);
            assertThat(submitted.stringPropertyNames().stream()
                            .filter(key -> key.startsWith(prefix))
                            .map(key -> key.substring(prefix.length()) + " " + submitted.getProperty(key)))
                    .containsExactlyInAnyOrderElementsOf(references)
                    .hasSize(2);
        }
    }

    @Test
    void thePodTemplateMountsWhatAnApplicationMounts() throws IOException {
        Map<String, Object> pod =
                map(yaml(KUBERNETES.resolve("pod-template.yaml")).get(0).get("spec"));
        Map<String, Object> spec = spec(KUBERNETES.resolve("application.yaml"));

        assertThat(pod.get("volumes")).isEqualTo(spec.get("volumes"));
        assertThat(map(((List<?>) pod.get("containers")).get(0)).get("volumeMounts"))
                .isEqualTo(map(spec.get("driver")).get("volumeMounts"));
    }

    @Test
    void theSettingsLoad() {
        Settings settings = Settings.load(Optional.of(KUBERNETES.resolve("night.conf")), List.of());

        assertThat(settings.storage().root()).isEqualTo("s3a://bucket/reelrank");
    }

    /** The path of the settings in the driver's pod. */
    private static String mounted(Map<String, Object> spec) {
        return ((List<?>) map(spec.get("driver")).get("volumeMounts"))
                .stream()
                        .map(DeployFilesTest::map)
                        .filter(mount -> mount.get("name").equals("settings"))
                        .map(mount -> mount.get("mountPath") + "/night.conf")
                        .findFirst()
                        .orElseThrow();
    }

    private static boolean isKnown(String key) {
        // Spark registers its settings when the object that holds them is used for the first time.
        org.apache.spark.internal.config.package$.MODULE$.EVENT_LOG_ENABLED();
        return UNREGISTERED.matcher(key).matches() || ConfigEntry.findEntry(key) != null;
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    /** What an application is made of: the file's spec, or its template. */
    private static Map<String, Object> spec(Path file) throws IOException {
        Map<String, Object> spec = map(yaml(file).get(0).get("spec"));
        return spec.containsKey("template") ? map(spec.get("template")) : spec;
    }

    private static List<Map<String, Object>> yaml(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            new Yaml().loadAll(reader).forEach(document -> documents.add(map(document)));
        }
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
