package io.reelrank.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.reelrank.core.settings.SourcesSettings.EventSource;
import io.reelrank.core.settings.SourcesSettings.Files;
import io.reelrank.core.settings.SourcesSettings.Flag;
import io.reelrank.core.settings.SourcesSettings.Format;
import io.reelrank.core.settings.SourcesSettings.Span;
import io.reelrank.core.settings.SourcesSettings.TimeColumn;
import io.reelrank.core.settings.SourcesSettings.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Pattern RANGE = Pattern.compile("\\[([^\\[\\],]+), ([^\\[\\],]+)\\]");
    private static final String EVENTS = """
            path = "log/{yyyyMMdd}.csv"
            format = csv
            columns {
              user_id = uid
              video_id = vid
              event_time { column = ts, unit = ms }
            }
            """;

    @TempDir
    private Path folder;

    // reference.conf holds every setting, and each of them is read.

    @Test
    void theDefaultsLoad() {
        Settings settings = load();

        assertThat(settings.storage().root()).isEqualTo("out/nightly");
        assertThat(settings.sources().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.sources().events()).isEmpty();
        assertThat(settings.collect())
                .isEqualTo(new CollectSettings(30, 2, 0.2, 1_000_000_000, 21_600_000, Long.MAX_VALUE));
        assertThat(settings.features().relevant()).containsExactly("long_view", "like");
        assertThat(settings.features().strength().weights())
                .containsEntry("hide", -1.0)
                .hasSize(12);
        assertThat(settings.model().rank()).isEqualTo(64);
        assertThat(settings.recommend().topN()).isEqualTo(100);
        assertThat(settings.recommend().rules()).isEmpty();
        assertThat(settings.report())
                .isEqualTo(new ReportSettings(
                        List.of(1, 7, 28),
                        new ReportSettings.LeastPeople(10, 50),
                        20,
                        30,
                        0.1,
                        new ReportSettings.Withhold(0, 1),
                        new ReportSettings.Pages(new ReportSettings.MostPlayedCreators(50), 20, PageLanguage.EN)));
        assertThat(settings.pairDays()).isEqualTo(new PairDays(56, 2));
        assertThat(settings.serve())
                .isEqualTo(
                        new ServeSettings(7, 36, Optional.empty(), Optional.empty(), ServeSettings.ServedFactors.NONE));
    }

    @Test
    void everyKeyOfTheReferenceIsExplained() {
        Config reference = ConfigFactory.parseResources("reference.conf");
        List<String> silent = new ArrayList<>();
        collectSilent("reelrank", reference.getObject("reelrank"), silent);

        assertThat(silent).isEmpty();
    }

    private static void collectSilent(String path, ConfigObject object, List<String> silent) {
        object.forEach((key, value) -> {
            boolean isLeaf = !(value instanceof ConfigObject child) || child.isEmpty();
            if (isLeaf && isSilent(value)) {
                silent.add(path + "." + key);
            }
            // A key with dots, spark.sql.x = 1, carries its comment at the value.
            if (value instanceof ConfigObject child) {
                collectSilent(path + "." + key, child, silent);
            }
        });
    }

    @Test
    void everyNumberOfTheReferenceIsRefusedOutsideTheRangeThatItsCommentTells() {
        List<String> wrong = new ArrayList<>();
        reference().entrySet().forEach(entry -> {
            String key = entry.getKey();
            Object value = entry.getValue().unwrapped();
            String comment = String.join(" ", entry.getValue().origin().comments());
            boolean isFree = key.startsWith("spark.") || comment.matches(".*(Any whole number|one of cutoffs)\\..*");
            if (value instanceof Number && !isFree) {
                Matcher range = RANGE.matcher(comment);
                if (!range.find() || isWrong(key, range.group(1), -1) || isWrong(key, range.group(2), 1)) {
                    wrong.add(key + ": " + comment);
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    /** Whether a bound of a range is wrong: the next number outside is allowed, or the bound itself is not. */
    private static boolean isWrong(String key, String bound, int direction) {
        if (!bound.matches("-?[0-9.e-]+")) {
            // No limit, or the value of another key.
            return false;
        }
        BigDecimal number = new BigDecimal(bound);
        BigDecimal step = number.ulp().min(BigDecimal.ONE);
        BigDecimal outside = number.add(step.multiply(BigDecimal.valueOf(direction)));
        return !error(key + "=" + outside.toPlainString()).contains("illegal setting reelrank." + key + " ")
                || error(key + "=" + number.toPlainString()).contains("illegal setting reelrank." + key + " ");
    }

    private static String error(String option) {
        try {
            load(option);
            return "";
        } catch (SettingsException e) {
            return e.getMessage();
        }
    }

    private static Config reference() {
        return ConfigFactory.parseResources("reference.conf").getConfig("reelrank");
    }

    private static boolean isSilent(ConfigValue value) {
        return value.origin().comments().stream().allMatch(String::isBlank);
    }

    // What overrides what.

    @Test
    void anOptionOverridesTheFileWhichOverridesTheReference() throws IOException {
        Path conf = conf("reelrank { model { rank = 16, alpha = 7 } }");

        Settings settings = Settings.load(Optional.of(conf), List.of("model.rank=8", "reelrank.model.seed = 3"));

        assertThat(settings.model().rank()).isEqualTo(8);
        assertThat(settings.model().alpha()).isEqualTo(7);
        assertThat(settings.model().seed()).isEqualTo(3);
        assertThat(settings.model().iterations()).isEqualTo(16);
    }

    @Test
    void ofTwoOptionsTheLastCounts() {
        assertThat(load("recommend.top-n=5", "recommend.top-n=6").recommend().topN())
                .isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hdfs://namenode/reelrank", "s3a://bucket/a b", "file:///a=b", "/data//twice", "/data/#1", "a,b"
            })
    void anOptionsTextNeedsNoQuotes(String root) {
        assertThat(load("storage.root=" + root).storage().root()).isEqualTo(root);
    }

    @Test
    void anOptionsTextMayHaveQuotes() {
        assertThat(load("storage.root=\"/data/#1\"").storage().root()).isEqualTo("/data/#1");
    }

    @Test
    void anOptionMayBeAList() {
        assertThat(load("features.relevant=[like, share]").features().relevant())
                .containsExactly("like", "share");
    }

    @Test
    void sparksOwnKeysAreFree() {
        assertThat(load("spark.spark.executor.memory=4g").spark()).containsEntry("spark.executor.memory", "4g");
    }

    @Test
    void linesSayWhereEachSettingComesFrom() throws IOException {
        Path conf = conf("reelrank {\n  model.rank = 16\n}\n");

        assertThat(Settings.lines(Optional.of(conf), List.of("recommend.top-n=5")))
                .contains(
                        new Settings.SettingLine("reelrank.model.rank", "16", conf + ": 2"),
                        new Settings.SettingLine("reelrank.recommend.top-n", "5", "--set recommend.top-n: 1"))
                .filteredOn(line -> line.key().equals("reelrank.storage.root"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.value()).isEqualTo("\"out/nightly\"");
                    assertThat(line.origin()).matches("reference\\.conf: \\d+");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulate", "tune", "ablation"})
    void linesNameTheIncludedFileOfTheReference(String section) {
        assertThat(Settings.lines(Optional.empty(), List.of()))
                .filteredOn(line -> line.key().startsWith("reelrank." + section + "."))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.origin()).matches("reelrank/" + section + "\\.conf: \\d+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.my.secret",
                "spark.hadoop.fs.s3a.secret.key",
                "spark.hadoop.fs.s3a.access.key",
                "spark.my.hmacKey",
                "spark.my.salt",
                "spark.my.passphrase",
                "spark.ssl.keyPassword"
            })
    void linesMaskSecrets(String key) {
        assertThat(Settings.lines(Optional.empty(), List.of("spark." + key + "=abc")))
                .filteredOn(line -> line.key().equals("reelrank.spark." + key))
                .extracting(Settings.SettingLine::value)
                .containsExactly("(masked)");
    }

    @Test
    void anEmptySecretIsShownAsEmpty() {
        assertThat(Settings.masked("reelrank.a.secret", "\"\"")).isEqualTo("\"\"");
        assertThat(Settings.masked("reelrank.a.secret", "x")).isEqualTo("(masked)");
        assertThat(Settings.masked("reelrank.features.max-strength", "x")).isEqualTo("x");
    }

    // What is refused.

    @Test
    void anUnknownKeyIsRefusedWithItsLineAndTheNearestKnownOne() throws IOException {
        Path conf = conf("reelrank {\n  model {\n    rnak = 16\n  }\n}\n");

        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "unknown setting reelrank.model.rnak (%s: 3): did you mean reelrank.model.rank? 'reelrank settings' lists all",
                        conf);
    }

    @Test
    void anUnknownKeyOfAnOptionIsRefused() {
        assertThatThrownBy(() -> load("recommend.topn=5"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "unknown setting reelrank.recommend.topn (--set recommend.topn: 1): did you mean reelrank.recommend.top-n? 'reelrank settings' lists all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.rank=0           | model.rank = 0         | a whole number between 1 and 2048",
                "model.rank=2049        | model.rank = 2049      | a whole number between 1 and 2048",
                "ranker.candidates=1    | ranker.candidates = 1  | a whole number between 2 and 10000",
                "ranker.serves=forest   | ranker.serves = forest | one of none, logistic, boosted, perceptron",
                "ranker.measured=[forest] | ranker.measured = [forest] | a list of logistic, boosted, perceptron; forest is unknown",
                "model.rank=many        | model.rank = many      | a whole number",
                "model.rank=3.5         | model.rank = 3.5       | a whole number",
                "model.rank=3000000000  | model.rank = 3000000000 | a whole number",
                "model.regularization=-1 | model.regularization = -1 | a number between 1.0E-9 and 1000000",
                "features.half-life-days=0 | features.half-life-days = 0 | a number between 0.01 and 1000000",
                "collect.max-rejected-share=1.5 | collect.max-rejected-share = 1.5 | a number between 0 and 1",
                "collect.max-watch-ms=0 | collect.max-watch-ms = 0 | a whole number between 1 and 604800000",
                "features.strength.like=101 | features.strength.like = 101 | a number between -100 and 100",
                "features.quality.low-pull=0.1 | features.quality.low-pull = 0.1 | a number between -1 and 0",
                "features.quality.complaint-users=0 | features.quality.complaint-users = 0 | a whole number between 1 and 1000000000",
                "features.words.max-share=2 | features.words.max-share = 2 | a number between 0 and 1",
                "model.feature-prior.of=[title] | model.feature-prior.of = [title] | a list of at least one of tags, words, category, creator, length",
                "model.feature-prior.of=[] | model.feature-prior.of = [] | a list of at least one of tags, words, category, creator, length",
                "features.traffic-sources=[a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q] | features.traffic-sources = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q] | a list of at most 16 texts",
                "features.relevant=like | features.relevant = like | a list of texts",
                "features.history.like=-101 | features.history.like = -101 | a number between -100 and 100",
                "features.watch.groups=0 | features.watch.groups = 0 | a whole number between 1 and 1000",
                "features.watch.above=1 | features.watch.above = 1 | a number between 0 and 0.999",
                "features.watch.max-loops=0.5 | features.watch.max-loops = 0.5 | a number between 1 and 1000",
                "features.max-pairs-per-user=0 | features.max-pairs-per-user = 0 | a whole number between 1 and 2147483647",
                "features.max-video-share=0 | features.max-video-share = 0 | a number between 1.0E-9 and 1",
                "features.min-user-pairs=0 | features.min-user-pairs = 0 | a whole number between 1 and 1000000",
                "serve.factors=all | serve.factors = all | one of none, tables, index",
                "drift.on-unusual=ask | drift.on-unusual = ask | one of refuse, warn",
                "drift.least-days=29 | drift.least-days = 29 | a whole number between 1 and 28",
                "ablation.confidence=more | ablation.confidence = more | one of fixed, balanced",
                "ablation.metrics=[] | ablation.metrics = [] | a list of at least one metric",
                "sources.zone=Mars      | sources.zone = Mars    | a time zone such as UTC or Asia/Shanghai",
                "storage.root=          | storage.root =         | text that is not empty",
                "run.metrics-file=/a    | run.metrics-file = /a  | empty, or a local file whose name ends in .prom",
                "storage.root=\"/a[1]\"  | storage.root = /a[1]   | a folder without [ ] { } * ? and \\, which make a path a pattern"
            })
    void aValueOutOfRangeIsRefused(String option, String shown, String expected) {
        String key = option.substring(0, option.indexOf('='));
        String padded = shown.endsWith("=") ? shown + " " : shown;
        assertThatThrownBy(() -> load(option))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal setting reelrank.%s (--set %s: 1): must be %s", padded, key, expected);
    }

    @Test
    void metricsThatAreNotMeasuredAreRefusedWithTheirLine() throws IOException {
        Path conf = conf("reelrank {\n  gate {\n    metrics = [\"mrr\", \"recall@7\"]\n  }\n}\n");

        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.gate.metrics: recall@7 is not measured (%s: 3): must be mrr, or recall,"
                                + " capped_recall, precision, ndcg, map or hit_rate at one of evaluation.cutoffs,"
                                + " [10, 20, 50, 100], such as recall@10; percentile_rank; or coverage, gini,"
                                + " largest_share, creator_coverage, creator_gini, novelty, diversity, new_share,"
                                + " small_creator_share at evaluation.list-length, such as coverage@20",
                        conf);
        assertThatThrownBy(() -> Settings.lines(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.gate.metrics: recall@7 is not measured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tune", "ablation"})
    void searchesAreJudgedByMeasuredMetricsOfAccuracy(String section) {
        Settings.Purpose purpose = section.equals("tune") ? Settings.Purpose.TUNE : Settings.Purpose.ABLATE;
        assertThatThrownBy(() -> Settings.load(Optional.empty(), List.of(section + ".metrics=[\"recall@7\"]"), purpose))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.%1$s.metrics: recall@7 is not measured (--set %1$s.metrics: 1): must be"
                                + " mrr, or recall, capped_recall, precision, ndcg, map or hit_rate at one of"
                                + " evaluation.cutoffs, [10, 20, 50, 100], such as recall@10",
                        section);
        assertThatThrownBy(
                        () -> Settings.load(Optional.empty(), List.of(section + ".metrics=[\"coverage@20\"]"), purpose))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.%s.metrics: coverage@20 is not measured", section);
    }

    @Test
    void otherCutoffsNeedOtherMetrics() {
        String cutoffs = "evaluation.cutoffs=[10, 20]";
        assertThatThrownBy(() -> load(cutoffs))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching("illegal setting reelrank\\.gate\\.metrics: recall@50 is not measured"
                        + " \\(reference\\.conf: \\d+\\): must be mrr, .* \\[10, 20], such as recall@10;.*");

        Settings settings = load(
                cutoffs,
                "gate.metrics=[\"ndcg@10\", \"coverage@20\", percentile_rank]",
                "tune.metrics=[\"recall@20\"]",
                "ablation.metrics=[mrr]");
        assertThat(settings.summaryMetrics()).containsExactly("ndcg@10", "coverage@20", "percentile_rank");
    }

    // A run's record has the lines: they must not refuse what the run was loaded with.
    @Test
    void linesAreHeldAgainstTheSamePurposeAsTheSettings() {
        List<String> overrides = List.of("evaluation.cutoffs=[10, 20]", "tune.metrics=[\"recall@20\"]");

        assertThat(Settings.lines(Optional.empty(), overrides, Settings.Purpose.TUNE))
                .extracting(Settings.SettingLine::key)
                .contains("reelrank.tune.metrics");
        assertThatThrownBy(() -> Settings.lines(Optional.empty(), overrides, Settings.Purpose.ABLATE))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.ablation.metrics: recall@50 is not measured");
    }

    @Test
    void aSummaryShowsTheGatesMetricsOrThoseOfTheLongestLists() {
        assertThat(load().summaryMetrics()).containsExactly("recall@50", "ndcg@20");
        assertThat(load("gate.metrics=[]").summaryMetrics()).containsExactly("recall@100", "ndcg@20");
    }

    @Test
    void aCommandThatJudgesNoModelTakesAnyCutoffs() {
        Settings settings = Settings.load(
                Optional.empty(),
                List.of("evaluation.cutoffs=[1, 2]", "evaluation.list-length=2"),
                Settings.Purpose.EVALUATE);
        assertThat(settings.evaluation().cutoffs()).containsExactly(1, 2);
    }

    @Test
    void theSettingsOfAnotherCommandForbidNothing() {
        List<String> mllib = List.of("model.solver=mllib", "model.scaling=positives", "model.unobserved-weight=1");
        assertThat(Settings.load(Optional.empty(), mllib).model().solver()).isEqualTo(ModelSettings.Solver.MLLIB);
        assertThatThrownBy(() -> Settings.load(Optional.empty(), mllib, Settings.Purpose.TUNE))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal setting reelrank.model.unobserved-weight = 3.0E-4"
                        + " (reelrank.tune.space.unobserved-weight): must be 1 if solver = mllib, which has no other");

        List<String> cutoffs = List.of("evaluation.cutoffs=[10, 20]", "gate.metrics=[\"recall@10\"]");
        assertThat(Settings.load(Optional.empty(), cutoffs).evaluation().cutoffs())
                .containsExactly(10, 20);
        for (Settings.Purpose purpose : List.of(Settings.Purpose.TUNE, Settings.Purpose.ABLATE)) {
            assertThatThrownBy(() -> Settings.load(Optional.empty(), cutoffs, purpose))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("metrics: recall@50 is not measured");
        }
    }

    @Test
    void aValueWhereAnObjectBelongsIsRefused() {
        assertThatThrownBy(() -> load("model=5"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal setting reelrank.model = 5 (--set model: 1): must be an object { … }");
        assertThatThrownBy(() -> load("sources.events.clicks=5"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.sources.events.clicks = 5 (--set sources.events.clicks: 1): must be an object { … }");
    }

    @Test
    void aNumberWithoutAnUpperLimitIsToldSo() {
        assertThatThrownBy(() -> load("collect.max-rejected-rows=-1"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.collect.max-rejected-rows = -1"
                                + " (--set collect.max-rejected-rows: 1): must be a whole number of at least 0 (no upper limit)");
    }

    @Test
    void aRenamedKeyIsRefusedWithTheNewName() throws IOException {
        Path conf = conf("reelrank.simulate {\n  dirt { late = 0.1 }\n}\n");

        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "renamed setting reelrank.simulate.dirt.late (%s: 2): it is now reelrank.simulate.corruption.late",
                        conf);
    }

    @Test
    void anOptionWithoutAValueIsRefused() {
        assertThatThrownBy(() -> load("model.rank"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal --set model.rank: must be key=value, such as --set model.rank=64");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        Path absent = folder.resolve("absent.conf");
        assertThatThrownBy(() -> Settings.load(Optional.of(absent), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("cannot read the settings' file %s: give --conf a HOCON file that exists", absent);
    }

    @Test
    void aFileThatIsNoHoconIsRefusedWithItsLine() throws IOException {
        Path conf = conf("reelrank {\n  model = [\n");
        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("cannot read the settings: %s: 3: ", conf);
    }

    @Test
    void aSettingSetToNullIsMissing() {
        assertThatThrownBy(() -> load("model.rank=null"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("missing setting reelrank.model.rank (")
                .hasMessageEndingWith("): must be a whole number");
    }

    // Sources.

    @Test
    void aLogOfWideRowsIsRead() throws IOException {
        Settings settings = Settings.load(Optional.of(source("events.log", """
                        path = "log/{yyyyMMdd}.csv"
                        format = csv
                        columns {
                          user_id = uid
                          video_id = vid
                          event_time { column = ts, pattern = "yyyy-MM-dd HH:mm", zone = Europe/Paris }
                          watch_ms { column = watch, unit = s }
                        }
                        flags {
                          impression {}
                          like { column = liked }
                          play { column = watch, above = 0 }
                        }
                        """)), List.of());

        assertThat(settings.sources().events())
                .isEqualTo(Map.of(
                        "log",
                        new EventSource(
                                new Files("log/{yyyyMMdd}.csv", Format.CSV, CsvDialect.RFC_4180),
                                Optional.empty(),
                                "uid",
                                "vid",
                                new TimeColumn(
                                        "ts",
                                        Optional.empty(),
                                        Optional.of("yyyy-MM-dd HH:mm"),
                                        ZoneId.of("Europe/Paris")),
                                Optional.of(new Span("watch", Unit.S)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(
                                        "impression", new Flag(Optional.empty(), Optional.empty()),
                                        "like", new Flag(Optional.of("liked"), Optional.empty()),
                                        "play", new Flag(Optional.of("watch"), Optional.of(0.0))))));
    }

    @Test
    void aLogNeedsEitherAKindOrFlags() throws IOException {
        Path none = source("events.log", EVENTS);
        assertThatThrownBy(() -> Settings.load(Optional.of(none), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.sources.events.log.flags = (nothing) (")
                .hasMessageEndingWith(
                        "): must be given for rows of several events, or columns.kind for rows of one event: exactly one of both");

        Path both = source(
                "events.log",
                EVENTS + "columns.kind { column = k, values { p = play } }\nflags { like { column = l } }");
        assertThatThrownBy(() -> Settings.load(Optional.of(both), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("exactly one of both");
    }

    @Test
    void aLogTellsBothVersionAndPlaceOfAListOrNeither() throws IOException {
        Path both =
                source("events.log", EVENTS + "columns { list_version = list, list_place = place }\nflags { play {} }");
        assertThat(Settings.load(Optional.of(both), List.of()).sources().tellLists())
                .isTrue();

        Path one = source("events.log", EVENTS + "columns.list_version = list\nflags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(one), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.sources.events.log.columns.list_place = (nothing) (")
                .hasMessageEndingWith(
                        "must be given together with the other of list_version and list_place, or neither of both");
    }

    @Test
    void noListIsBothInterleavedAndShuffled() {
        assertThatThrownBy(() -> load(
                        "recommend.experiments.rival=popularity",
                        "recommend.experiments.rival-share=0.6",
                        "recommend.experiments.shuffled-share=0.5"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.recommend.experiments.shuffled-share = 0.5 (")
                .hasMessageEndingWith("must be at most 1 - rival-share: no list is both mixed and shuffled");
        assertThatThrownBy(() -> load("recommend.experiments.rival=als"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.recommend.experiments.rival = als (")
                .hasMessageEndingWith("must be one of none, best, model, popularity");
        assertThatThrownBy(() ->
                        load("recommend.experiments.shuffled-share=0.1", "recommend.experiments.shuffled-places=101"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.recommend.experiments.shuffled-places = 101 (")
                .hasMessageEndingWith("must be at most recommend.top-n = 100, the length of a list");
    }

    @Test
    void anUnknownKindIsRefused() throws IOException {
        Path flag = source("events.log", EVENTS + "flags { likes { column = l } }");
        assertThatThrownBy(() -> Settings.load(Optional.of(flag), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.sources.events.log.flags.likes = {column=l} (")
                .hasMessageEndingWith("must be one of the kinds " + String.join(", ", SourcesSettings.KINDS));

        Path kind = source("events.log", EVENTS + "columns.kind { column = k, values { p = plays } }");
        assertThatThrownBy(() -> Settings.load(Optional.of(kind), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.sources.events.log.columns.kind.values = {p=plays} (")
                .hasMessageEndingWith("must be made of these: " + String.join(", ", SourcesSettings.KINDS)
                        + "; plays is not one of them");
    }

    @Test
    void aTimeHasAUnitOrAPattern() throws IOException {
        Path conf = source(
                "events.log",
                EVENTS.replace("{ column = ts, unit = ms }", "{ column = ts, unit = ms, pattern = yyyy }")
                        + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("reelrank.sources.events.log.columns.event_time.unit")
                .hasMessageEndingWith(
                        "must be s, ms, us or ns for a number, or pattern = \"yyyy-MM-dd …\" for text: one of both");

        Path neither = source(
                "events.log", EVENTS.replace("{ column = ts, unit = ms }", "{ column = ts }") + "flags { play {} }");
        assertThat(Settings.load(Optional.of(neither), List.of())
                        .sources()
                        .events()
                        .get("log")
                        .eventTime()
                        .pattern())
                .contains("iso");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-ddTHH:mm:ss", "YYYY-MM-dd", "yyyy-MM-dd 'at", "bogus", "e"})
    void aPatternThatReadsNoTimeIsRefused(String pattern) throws IOException {
        Path conf = source(
                "events.log", EVENTS.replace("unit = ms", "pattern = \"" + pattern + "\"") + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "illegal setting reelrank.sources.events.log.columns.event_time.pattern = " + pattern)
                .hasMessageContaining("must be iso, or a pattern of java.time such as \"yyyy-MM-dd HH:mm:ss\"");
    }

    @Test
    void hoursOfTwelveNeedAmAndPm() throws IOException {
        Path conf = source(
                "events.log", EVENTS.replace("unit = ms", "pattern = \"MM/dd/yyyy hh:mm\"") + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("must be a pattern with a for AM and PM beside hours of 12, or with HH");
    }

    @Test
    void anUnknownFormatOrUnitIsRefused() throws IOException {
        Path format = source("events.log", EVENTS.replace("csv\n", "xml\n") + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(format), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be one of jsonl, csv, parquet");

        Path unit = source("events.log", EVENTS.replace("unit = ms", "unit = h") + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(unit), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be one of s, ms, us, ns");
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Path column = source("events.log", EVENTS.replace("user_id = uid", "") + "flags { play {} }");
        assertThatThrownBy(() -> Settings.load(Optional.of(column), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("missing setting reelrank.sources.events.log.columns.user_id (")
                .hasMessageEndingWith("): must be text");

        Path columns = source("users.all", "path = u.csv, format = csv");
        assertThatThrownBy(() -> Settings.load(Optional.of(columns), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("missing setting reelrank.sources.users.all.columns (")
                .hasMessageEndingWith("): must be an object { … }");
    }

    @Test
    void historyTakesKnownListsOnly() throws IOException {
        Path conf = source("history.before", """
                path = h.jsonl, format = jsonl
                columns { user_id = u, until { column = t, unit = s } }
                lists { share = s }
                """);
        assertThatThrownBy(() -> Settings.load(Optional.of(conf), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.sources.history.before.lists = {share=s} (")
                .hasMessageEndingWith("must be kinds of [play, long_view, like], each with its column");
    }

    @Test
    void rulesOfCleaningCanBeSwitchedOff() {
        assertThat(load("clean.off=[active-hours, watch-spread]").clean().rules())
                .hasSize(CleanSettings.CleanRule.values().length - 2)
                .doesNotContainKeys(CleanSettings.CleanRule.ACTIVE_HOURS, CleanSettings.CleanRule.WATCH_SPREAD);
        assertThatThrownBy(() -> load("clean.off=[active_hours]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("must be a list of watch-per-hour, plays-per-hour, plays-per-day,"
                        + " active-hours, watch-spread, share-spread, creator-plays, creator-likes, each at most once;"
                        + " active_hours is not one of them");
    }

    @Test
    void reportsHaveTenWindowsAtMost() {
        assertThat(load("report.windows=[1,2,3,4,5,6,7,14,21,28]").report().windows())
                .hasSize(10);
        assertThatThrownBy(() -> load("report.windows=[1,2,3,4,5,6,7,14,21,28,30]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(
                        "illegal setting reelrank.report.windows = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 30]")
                .hasMessageEndingWith("must be a list of at most 10 lengths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plays-per-hour.certain=299", "watch-spread.certain=0.16", "active-hours.certain=25"})
    void certainIsBeyondSparedOnTheRulesSide(String bound) {
        assertThatThrownBy(() -> load("clean.rules." + bound))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("reelrank.clean.rules." + bound.replaceAll("=.*", ""));
    }

    // Stores that services read from.

    @Test
    void storesWithAUrlAreLoaded() {
        ServeSettings serve = load(
                        "serve.redis.url=rediss://cache.example/3",
                        "serve.redis.password=secret",
                        "serve.postgres.url=\"jdbc:postgresql://db.example:5433/lists?sslmode=verify-full\"",
                        "serve.postgres.user=loader")
                .serve();

        RedisSettings redis = serve.redis().orElseThrow();
        assertThat(redis.host()).isEqualTo("cache.example");
        assertThat(redis.port()).isEqualTo(6379);
        assertThat(redis.database()).isEqualTo(3);
        assertThat(redis.isEncrypted()).isTrue();
        assertThat(redis.login().password()).isEqualTo("secret");
        assertThat(serve.postgres().orElseThrow().server()).isEqualTo("jdbc:postgresql://db.example:5433/lists");
        assertThat(serve.toString()).contains("loader").doesNotContain("secret");
    }

    @Test
    void aPasswordBelongsInItsOwnSetting() {
        assertThatThrownBy(() -> load("serve.redis.url=redis://:secret@cache.example"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("illegal setting reelrank.serve.redis.url (--set serve.redis.url: 1): must have no user and"
                        + " no password; set serve.redis.user and serve.redis.password");
        assertThatThrownBy(() -> load("serve.postgres.url=\"jdbc:postgresql://db/lists?password=secret\""))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "illegal setting reelrank.serve.postgres.url (--set serve.postgres.url: 1): must have no user"
                                + " and no password; set serve.postgres.user and serve.postgres.password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis.url=cache.example:6379 | empty, redis://HOST:PORT/DATABASE, or rediss://HOST:PORT/DATABASE for TLS",
                "redis.url=redis://cache.example/lists | empty, redis://HOST:PORT/DATABASE, or"
                        + " rediss://HOST:PORT/DATABASE for TLS",
                "redis.prefix=a* | 1 to 60 letters, digits, '_', '.' or '-'",
                "redis.fields=[scores] | a list of video_ids, scores, sources, reasons, each at most once, with video_ids",
                "postgres.url=postgresql://db/lists | empty, or jdbc:postgresql://HOST:PORT/DATABASE with parameters of"
                        + " the driver",
                "postgres.schema=Lists | a name of small letters, digits and '_', at most 63, no digit first"
            })
    void aStoreThatCannotBeIsRefused(String option, String expected) {
        assertThatThrownBy(() -> load("serve." + option))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("illegal setting reelrank.serve." + option.replaceAll("=.*", " = "))
                .hasMessageEndingWith("must be " + expected);
    }

    private static Settings load(String... options) {
        return Settings.load(Optional.empty(), List.of(options));
    }

    private Path source(String name, String body) throws IOException {
        return conf("reelrank.sources." + name + " {\n" + body + "\n}\n");
    }

    private Path conf(String text) throws IOException {
        return java.nio.file.Files.writeString(java.nio.file.Files.createTempFile(folder, "test", ".conf"), text);
    }
}
