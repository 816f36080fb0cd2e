package io.reelrank.workbench.inspect;

import static org.apache.spark.sql.functions.col;

import io.reelrank.core.files.InputException;
import io.reelrank.core.settings.ModelSettings;
import io.reelrank.core.store.Table;
import io.reelrank.core.store.TableStore;
import io.reelrank.core.tables.CreatorTies;
import io.reelrank.core.tables.Interactions;
import io.reelrank.core.tables.Recommendations;
import io.reelrank.core.tables.Suspects;
import io.reelrank.core.tables.UserIndex;
import io.reelrank.core.tables.UserProfiles;
import io.reelrank.core.tables.VideoFactors;
import io.reelrank.core.tables.VideoFeatures;
import io.reelrank.core.tables.Videos;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.ScoreExplanation;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers questions about one night from its tables. */
public final class Inspection {
    private static final int CONTRIBUTIONS = 3;
    private static final Set<String> BY_FACTORS = Set.of("als", "fold-in");

    private final TableStore store;
    private final ModelSettings model;
    private final LocalDate date;

    /**
     * @param store the tables
     * @param model the settings that the night's model was trained with
     * @param date the night's date
     */
    public Inspection(TableStore store, ModelSettings model, LocalDate date) {
        this.store = store;
        this.model = model;
        this.date = date;
    }

    /**
     * The profile, seen videos and list of a user.
     *
     * @param user the user's id
     * @param places how many places of the list are shown
     * @throws InputException if the night does not know the user
     * @throws io.reelrank.core.files.StorageException if the night did not write its tables
     */
    public UserView user(String user, int places) {
        int number = read(UserIndex.TABLE).filter(col(UserIndex.USER_ID).equalTo(user)).collectAsList().stream()
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "no user %s is known on %s: give an id of table user_index".formatted(user, date)))
                .<Integer>getAs(UserIndex.USER_IDX);
        List<SeenVideo> seen = seen(number);
        ListedVideos listed =
                read(Recommendations.TABLE).filter(col(UserIndex.USER_ID).equalTo(user)).collectAsList().stream()
                        .findFirst()
                        .map(row -> ListedVideos.of(row, places))
                        .orElse(ListedVideos.NONE);
        Map<Integer, NamedVideo> names = names(seen, listed);
        List<String> profile = new ArrayList<>(suspicions(user));
        profile.addAll(profile(number));
        profile.addAll(ties(number));
        return new UserView(user, profile, past(seen, names), list(seen, listed, names));
    }

    /** The videos that the user has seen, by their numbers. */
    private List<SeenVideo> seen(int number) {
        return ofUser(Interactions.TABLE, number)
                .withColumn(Interactions.LAST_SEEN, col(Interactions.LAST_SEEN).cast("string"))
                .orderBy(Interactions.VIDEO_IDX)
                .collectAsList()
                .stream()
                .map(row -> new SeenVideo(
                        row.getAs(Interactions.VIDEO_IDX),
                        row.getAs(Interactions.STRENGTH),
                        row.getAs(Interactions.LAST_SEEN)))
                .toList();
    }

    private List<String> suspicions(String user) {
        return read(Suspects.TABLE)
                .filter(col(Suspects.USER_ID).equalTo(user))
                .orderBy(Suspects.REASON)
                .collectAsList()
                .stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "suspected bot, its events do not count: %s %.4g of %,d, bound %.4g, median of all users %.4g",
                        row.<String>getAs(Suspects.REASON),
                        row.<Double>getAs(Suspects.FIGURE),
                        row.<Long>getAs(Suspects.EVIDENCE),
                        row.<Double>getAs(Suspects.THRESHOLD),
                        row.<Double>getAs(Suspects.MEDIAN)))
                .toList();
    }

    private List<String> profile(int number) {
        return ofUser(UserProfiles.TABLE, number).collectAsList().stream()
                .findFirst()
                .map(ProfileWords::of)
                .orElseGet(List::of);
    }

    private List<String> ties(int number) {
        List<Row> ties = ofUser(CreatorTies.TABLE, number)
                .orderBy(CreatorTies.CREATOR_ID)
                .collectAsList();
        return List.of(
                "follows: " + creators(ties, tie -> tie.getAs(CreatorTies.FOLLOWS)),
                "hid or reported videos of: "
                        + creators(
                                ties,
                                tie -> tie.<Long>getAs(CreatorTies.HIDES) > 0
                                        || tie.<Long>getAs(CreatorTies.REPORTS) > 0));
    }

    private static String creators(List<Row> ties, Predicate<Row> selects) {
        List<String> creators = ties.stream()
                .filter(selects)
                .map(tie -> tie.<String>getAs(CreatorTies.CREATOR_ID))
                .toList();
        return creators.isEmpty() ? "nobody" : String.join(", ", creators);
    }

    private static List<UserView.Past> past(List<SeenVideo> seen, Map<Integer, NamedVideo> names) {
        return seen.stream()
                .map(video -> new UserView.Past(
                        names.get(video.number()).id(),
                        names.get(video.number()).title(),
                        video.strength(),
                        video.lastSeen()))
                .sorted(Comparator.comparing(UserView.Past::strength)
                        .thenComparing(UserView.Past::lastSeen)
                        .reversed()
                        .thenComparing(UserView.Past::video))
                .toList();
    }

    private List<UserView.Listed> list(List<SeenVideo> seen, ListedVideos listed, Map<Integer, NamedVideo> names) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, String> titles = new HashMap<>();
        names.forEach((number, video) -> {
            numbers.put(video.id(), number);
            titles.put(video.id(), video.title());
        });
        UnaryOperator<String> titled = id -> titles.getOrDefault(id, "").isEmpty() ? id : id + " " + titles.get(id);
        double[][] contributions = contributions(
                seen, listed, listed.ids().stream().mapToInt(numbers::get).toArray());
        List<UserView.Listed> list = new ArrayList<>();
        for (int i = 0; i < contributions.length; i++) {
            double[] amounts = contributions[i];
            String id = listed.ids().get(i);
            list.add(new UserView.Listed(
                    id,
                    titles.get(id),
                    listed.scores().get(i),
                    listed.sources().get(i),
                    ReasonWords.of(listed.reasons().get(i), titled),
                    Arrays.stream(amounts).sum(),
                    IntStream.range(0, amounts.length)
                            .filter(j -> amounts[j] > 0)
                            .boxed()
                            .sorted(Comparator.comparingDouble(j -> -amounts[j]))
                            .limit(CONTRIBUTIONS)
                            .map(j -> new UserView.Contribution(
                                    names.get(seen.get(j).number()).id(), amounts[j]))
                            .toList()));
        }
        return list;
    }

    /** [places] [seen] what each seen video adds to a place's score; [places] [0] if the list is not by factors. */
    private double[][] contributions(List<SeenVideo> seen, ListedVideos listed, int[] numbers) {
        double[][] contributions = new double[numbers.length][0];
        if (listed.isByFactors()) {
            float[] strengths = new float[seen.size()];
            for (int j = 0; j < strengths.length; j++) {
                strengths[j] = seen.get(j).strength();
            }
            Dataset<Row> trained =
                    read(VideoFactors.TABLE).filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS));
            Dataset<Row> mapped =
                    read(VideoFactors.TABLE).filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_FEATURES));
            int rank = trained.head()
                    .getList(trained.schema().fieldIndex(VideoFactors.FACTORS))
                    .size();
            ItemFactors byFeatures = CollectedItems.factors(mapped, rank);
            ScoreExplanation explanation = new ScoreExplanation(
                    CollectedItems.factors(trained, rank),
                    seen.stream().mapToInt(SeenVideo::number).toArray(),
                    strengths,
                    ImplicitAls.objective(model),
                    trained.count());
            for (int i = 0; i < contributions.length; i++) {
                contributions[i] = byFeatures.has(numbers[i])
                        ? explanation.contributions(byFeatures, numbers[i])
                        : explanation.contributions(numbers[i]);
            }
        }
        return contributions;
    }

    /** The names of the seen and the listed videos, by number. */
    private Map<Integer, NamedVideo> names(List<SeenVideo> seen, ListedVideos listed) {
        Map<Integer, NamedVideo> names = new HashMap<>();
        read(VideoFeatures.TABLE)
                .filter(col(VideoFeatures.VIDEO_IDX)
                        .isin(seen.stream().map(SeenVideo::number).toArray())
                        .or(col(VideoFeatures.VIDEO_ID).isin(listed.ids().toArray())))
                .select(VideoFeatures.VIDEO_IDX, VideoFeatures.VIDEO_ID)
                .join(
                        read(Videos.TABLE).select(Videos.VIDEO_ID, Videos.TITLE),
                        new String[] {VideoFeatures.VIDEO_ID},
                        "left")
                .na()
                .fill("", new String[] {Videos.TITLE})
                .collectAsList()
                .forEach(row -> names.put(
                        row.getAs(VideoFeatures.VIDEO_IDX),
                        new NamedVideo(row.getAs(VideoFeatures.VIDEO_ID), row.getAs(Videos.TITLE))));
        return names;
    }

    private Dataset<Row> ofUser(Table table, int number) {
        return read(table).filter(col(UserIndex.USER_IDX).equalTo(number));
    }

    private Dataset<Row> read(Table table) {
        return store.read(table, List.of(date));
    }

    /**
     * A video's names.
     *
     * @param id its id
     * @param title its title, empty if it has none
     */
    private record NamedVideo(String id, String title) {}

    /**
     * A video that the user has seen.
     *
     * @param number the video's number
     * @param strength how much the user wants such videos
     * @param lastSeen when the user last saw it, as text
     */
    private record SeenVideo(int number, float strength, String lastSeen) {}

    /**
     * The first places of the user's list, best first.
     *
     * @param ids [places] the videos' ids
     * @param scores [places] the scores
     * @param sources [places] the sources
     * @param reasons [places] the reasons
     * @param isByFactors whether any place of the whole list is by the user's factors
     */
    private record ListedVideos(
            List<String> ids, List<Float> scores, List<String> sources, List<String> reasons, boolean isByFactors) {
        static final ListedVideos NONE = new ListedVideos(List.of(), List.of(), List.of(), List.of(), false);

        static ListedVideos of(Row row, int places) {
            List<String> sources = row.getList(row.fieldIndex(Recommendations.SOURCES));
            return new ListedVideos(
                    first(row, Recommendations.VIDEO_IDS, places),
                    first(row, Recommendations.SCORES, places),
                    first(row, Recommendations.SOURCES, places),
                    first(row, Recommendations.REASONS, places),
                    sources.stream().anyMatch(BY_FACTORS::contains));
        }

        private static <T> List<T> first(Row row, String column, int places) {
            return row.<T>getList(row.fieldIndex(column)).stream().limit(places).toList();
        }
    }
}
