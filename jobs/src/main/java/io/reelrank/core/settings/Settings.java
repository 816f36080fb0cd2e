package io.reelrank.core.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * All settings of a run. Every value was checked.
 *
 * @param storage where everything is written
 * @param run what a run leaves for those who watch it
 * @param privacy how users' ids are kept
 * @param spark Spark's own settings, which apply where {@code spark-submit} set nothing
 * @param sources the files of the sources and the meaning of their columns
 * @param collect how logs are read, and which rows are rejected
 * @param clean which users are suspected bots, and which events do not count
 * @param features how events become strengths
 * @param drift when tonight's input is unusual
 * @param model how the model is trained
 * @param evaluation how models are measured
 * @param ranker how a user's candidates are reordered
 * @param tune how better settings of the model are searched
 * @param ablation which other ways to compute strengths are measured
 * @param recommend how lists are made
 * @param outcomes how what came of the lists is counted
 * @param report how creators' reports are made
 * @param gate what must hold before a night is published
 * @param serve what is published, and for how long
 * @param simulate the synthetic platform
 */
public record Settings(
        StorageSettings storage,
        RunSettings run,
        PrivacySettings privacy,
        Map<String, String> spark,
        SourcesSettings sources,
        CollectSettings collect,
        CleanSettings clean,
        FeaturesSettings features,
        DriftSettings drift,
        ModelSettings model,
        EvaluationSettings evaluation,
        RankerSettings ranker,
        TuneSettings tune,
        AblationSettings ablation,
        RecommendSettings recommend,
        OutcomeSettings outcomes,
        ReportSettings report,
        GateSettings gate,
        ServeSettings serve,
        SimulateSettings simulate) {

    private static final String ROOT = "reelrank";
    /** What the names of secrets have in them: Spark's own {@code spark.redaction.regex}, and more. */
    public static final String SECRET_NAMES =
            "(?i)secret|passw(or)?d|passphrase|token|access[._-]?key|hmac[._-]?key|api[._-]?key|private[._-]?key|\\bsalt\\b";

    private static final Pattern SECRET = Pattern.compile(SECRET_NAMES);
    private static final Pattern COMMENT = Pattern.compile("[^\"\\[{].*(//|#).*");

    // Old keys of objects, with the new one.
    private static final Map<String, String> RENAMED = Map.of(ROOT + ".simulate.dirt", ROOT + ".simulate.corruption");

    /**
     * The value of a setting, and where it was set.
     *
     * @param key the full key
     * @param value the value as HOCON, masked if it is a secret
     * @param origin the file and line, or the option, that set it
     */
    public record SettingLine(String key, String value, String origin) {}

    /**
     * Merges the overrides, the file and the defaults, in this order of precedence, and checks every value.
     *
     * @param conf a HOCON file, or none
     * @param overrides {@code key=value} pairs; {@code reelrank.} may be omitted
     * @return the checked settings
     * @throws SettingsException if a value is not allowed or a key is unknown; it names the key, where it was set and
     *     what is allowed
     */
    public static Settings load(Optional<Path> conf, List<String> overrides) {
        return load(conf, overrides, Purpose.NIGHT);
    }

    /** The same for any command. A command is not refused for settings that only another command uses. */
    public static Settings load(Optional<Path> conf, List<String> overrides, Purpose purpose) {
        return checked(merged(conf, overrides), purpose);
    }

    /** What settings are loaded for. The metrics of a section are checked only for the purpose that uses them. */
    public enum Purpose {
        /** A night, whose gate compares models. */
        NIGHT,
        /** The search for better settings. */
        TUNE,
        /** The ablation of the strengths. */
        ABLATE,
        /** A command that compares no models by metrics of the settings. */
        EVALUATE
    }

    /** The metrics of a model in a summary: the gate's, or the most important ones if the gate has none. */
    public List<String> summaryMetrics() {
        return gate.metrics().isEmpty() ? evaluation.headlineMetrics() : gate.metrics();
    }

    /**
     * Every setting with its value and origin, in the order of the keys.
     *
     * @param conf a HOCON file, or none
     * @param overrides {@code key=value} pairs; {@code reelrank.} may be omitted
     * @return one line per setting
     * @throws SettingsException as {@link #load}
     */
    public static List<SettingLine> lines(Optional<Path> conf, List<String> overrides) {
        return lines(conf, overrides, Purpose.NIGHT);
    }

    /** The same for a command other than a night. */
    public static List<SettingLine> lines(Optional<Path> conf, List<String> overrides, Purpose purpose) {
        Config merged = merged(conf, overrides);
        checked(merged, purpose);
        Map<String, ConfigValue> sorted = new TreeMap<>();
        merged.getConfig(ROOT).entrySet().forEach(entry -> sorted.put(ROOT + "." + entry.getKey(), entry.getValue()));
        return sorted.entrySet().stream()
                .map(entry -> new SettingLine(
                        entry.getKey(),
                        masked(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise())),
                        Section.where(entry.getValue().origin())))
                .toList();
    }

    /** Which days of {@code day_pairs} a night keeps current: those of features and outcomes, and the reports' windows twice. */
    public PairDays pairDays() {
        int window = Math.max(features.windowDays(), 2 * report.longestWindow());
        return new PairDays(sources.tellLists() ? Math.max(window, outcomes.windowDays()) : window, collect.lateDays());
    }

    private static Settings checked(Config merged, Purpose purpose) {
        Settings settings = of(merged);
        Section root = new Section(merged.getConfig(ROOT), ROOT, new HashSet<>());
        EvaluationSettings evaluation = settings.evaluation();
        switch (purpose) {
            case NIGHT ->
                evaluation.requireMeasured(root.section("gate"), settings.gate().metrics());
            case TUNE -> {
                evaluation.requireAccuracy(root.section("tune"), settings.tune().metrics());
                TuneSettings.requireAllowed(root.section("tune"), root.section("model"));
            }
            case ABLATE ->
                evaluation.requireAccuracy(
                        root.section("ablation"), settings.ablation().metrics());
            case EVALUATE -> {}
        }
        return settings;
    }

    private static Settings of(Config merged) {
        Set<String> read = new HashSet<>();
        Section root = new Section(merged.getConfig(ROOT), ROOT, read);
        Settings settings = new Settings(
                StorageSettings.of(root.section("storage")),
                RunSettings.of(root.section("run")),
                PrivacySettings.of(root.section("privacy")),
                root.section("spark").texts(),
                SourcesSettings.of(root.section("sources")),
                CollectSettings.of(root.section("collect")),
                CleanSettings.of(root.section("clean")),
                FeaturesSettings.of(root.section("features")),
                DriftSettings.of(root.section("drift")),
                ModelSettings.of(root.section("model")),
                EvaluationSettings.of(root.section("evaluation")),
                RankerSettings.of(root.section("ranker")),
                TuneSettings.of(root.section("tune")),
                AblationSettings.of(root.section("ablation"), root.section("features")),
                RecommendSettings.of(root.section("recommend")),
                OutcomeSettings.of(root.section("outcomes")),
                ReportSettings.of(root.section("report")),
                GateSettings.of(root.section("gate")),
                ServeSettings.of(root.section("serve")),
                SimulateSettings.of(root.section("simulate")));
        refuseUnread(merged, read);
        settings.serve().requireFor(root.section("serve"), settings.model());
        settings.ranker().requireFor(root.section("ranker"), settings.features(), settings.recommend());
        settings.recommend().requireFor(root.section("recommend"), settings.privacy());
        return settings;
    }

    static String masked(String key, String value) {
        return SECRET.matcher(key).find() && !value.isEmpty() && !value.equals("\"\"") ? "(masked)" : value;
    }

    private static Config merged(Optional<Path> conf, List<String> overrides) {
        try {
            Config config = ConfigFactory.empty();
            for (String override : overrides) {
                config = parsed(override).withFallback(config);
            }
            if (conf.isPresent()) {
                if (!Files.isReadable(conf.get())) {
                    throw new SettingsException(
                            "cannot read the settings' file %s: give --conf a HOCON file that exists"
                                    .formatted(conf.get()));
                }
                config = config.withFallback(ConfigFactory.parseFile(
                        conf.get().toFile(),
                        ConfigParseOptions.defaults()
                                .setAllowMissing(false)
                                .setOriginDescription(conf.get().toString())));
            }
            return config.withFallback(ConfigFactory.parseResources(Settings.class.getClassLoader(), "reference.conf"))
                    .resolve(ConfigResolveOptions.defaults());
        } catch (ConfigException e) {
            throw new SettingsException("cannot read the settings: " + e.getMessage(), e);
        }
    }

    private static Config parsed(String override) {
        int equals = override.indexOf('=');
        if (equals <= 0) {
            throw new SettingsException(
                    "illegal --set %s: must be key=value, such as --set model.rank=64".formatted(override));
        }
        String key = override.substring(0, equals).strip();
        String full = key.equals(ROOT) || key.startsWith(ROOT + ".") ? key : ROOT + "." + key;
        String value = override.substring(equals + 1).strip();
        ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription("--set " + key);
        String quoted = full + " = " + ConfigUtil.quoteString(value);
        // HOCON would read the rest as a comment.
        if (COMMENT.matcher(value).matches()) {
            return ConfigFactory.parseString(quoted, options);
        }
        try {
            return ConfigFactory.parseString(full + " = " + value, options);
        } catch (ConfigException.Parse e) {
            // So a path or a pattern needs no second pair of quotes on a command line.
            return ConfigFactory.parseString(quoted, options);
        }
    }

    private static void refuseUnread(Config merged, Set<String> read) {
        for (Map.Entry<String, ConfigValue> entry :
                new TreeMap<>(Map.copyOf(toMap(merged.getConfig(ROOT)))).entrySet()) {
            String key = ROOT + "." + entry.getKey();
            if (!read.contains(key)) {
                String nearest = read.stream()
                        .sorted()
                        .min(Comparator.comparing(known ->
                                LevenshteinDistance.getDefaultInstance().apply(known, key)))
                        .orElse(ROOT);
                requireNotRenamed(key, entry.getValue());
                throw new SettingsException("unknown setting %s (%s): did you mean %s? 'reelrank settings' lists all"
                        .formatted(key, Section.where(entry.getValue().origin()), nearest));
            }
        }
    }

    private static void requireNotRenamed(String key, ConfigValue value) {
        RENAMED.forEach((before, now) -> {
            if (key.startsWith(before + ".")) {
                throw new SettingsException("renamed setting %s (%s): it is now %s"
                        .formatted(key, Section.where(value.origin()), now + key.substring(before.length())));
            }
        });
    }

    private static Map<String, ConfigValue> toMap(Config config) {
        Map<String, ConfigValue> map = new TreeMap<>();
        config.entrySet().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
