package io.reelrank.workbench.inspect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

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
import io.reelrank.core.tables.VideoIndex;
import io.reelrank.core.tables.Videos;
import io.reelrank.engine.scoring.CollectedItems;
import io.reelrank.engine.scoring.ItemFactors;
import io.reelrank.engine.scoring.ScoreExplanation;
import io.reelrank.engine.training.Factors;
import io.reelrank.engine.training.ImplicitAls;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** Questions to the tables of one night. */
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
     * One user.
     *
     * @param user the user's id
     * @param places how many places of the list are shown
     * @throws InputException if the night does not know the user
     * @throws io.reelrank.core.files.StorageException if the night did not write its tables
     */
    public UserView user(String user, int places) {
        int number = read(UserIndex.TABLE)
                .filter(col(UserIndex.USER_ID).equalTo(user))
                .select(UserIndex.USER_IDX)
                .collectAsList()
                .stream()
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "no user %s is known on %s: give an id of table user_index".formatted(user, date)))
                .getInt(0);
        List<Row> met = mine(Interactions.TABLE, number)
                .select(
                        col(VideoIndex.VIDEO_IDX),
                        col(Interactions.STRENGTH),
                        col(Interactions.LAST_SEEN).cast("string"))
                .orderBy(VideoIndex.VIDEO_IDX)
                .collectAsList();
        List<Row> lists = read(Recommendations.TABLE)
                .filter(col(UserIndex.USER_ID).equalTo(user))
                .select(
                        Recommendations.VIDEO_IDS,
                        Recommendations.SCORES,
                        Recommendations.SOURCES,
                        Recommendations.REASONS)
                .collectAsList();
        List<String> listed = lists.isEmpty() ? List.of() : lists.get(0).getList(0);
        Map<Integer, Named> names = names(met, listed.subList(0, Math.min(places, listed.size())));
        List<String> who = new ArrayList<>(suspicions(user));
        who.addAll(profile(number));
        who.addAll(ties(number));
        return new UserView(user, who, past(met, names), list(met, lists, names, places));
    }

    private List<String> suspicions(String user) {
        return read(Suspects.TABLE)
                .filter(col(UserIndex.USER_ID).equalTo(user))
                .orderBy(Suspects.REASON)
                .collectAsList()
                .stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "hardly a person, nothing of it counts: %s %.4g of %,d, bound %.4g, others' median %.4g",
                        row.<String>getAs(Suspects.REASON),
                        row.<Double>getAs(Suspects.FIGURE),
                        row.<Long>getAs(Suspects.EVIDENCE),
                        row.<Double>getAs(Suspects.THRESHOLD),
                        row.<Double>getAs(Suspects.MEDIAN)))
                .toList();
    }

    private List<String> profile(int number) {
        return mine(UserProfiles.TABLE, number).collectAsList().stream()
                .findFirst()
                .map(ProfileWords::of)
                .orElseGet(List::of);
    }

    private List<String> ties(int number) {
        List<Row> ties =
                mine(CreatorTies.TABLE, number).orderBy(CreatorTies.CREATOR_ID).collectAsList();
        return List.of(
                "follows: " + creators(ties, tie -> tie.getAs(CreatorTies.FOLLOWS)),
                "hid or reported videos of: "
                        + creators(
                                ties,
                                tie -> tie.<Long>getAs(CreatorTies.HIDES) > 0
                                        || tie.<Long>getAs(CreatorTies.REPORTS) > 0));
    }

    private static String creators(List<Row> ties, Predicate<Row> those) {
        List<String> creators = ties.stream()
                .filter(those)
                .map(tie -> tie.<String>getAs(CreatorTies.CREATOR_ID))
                .toList();
        return creators.isEmpty() ? "nobody" : String.join(", ", creators);
    }

    private static List<UserView.Past> past(List<Row> met, Map<Integer, Named> names) {
        return met.stream()
                .map(row -> new UserView.Past(
                        names.get(row.getInt(0)).id(),
                        names.get(row.getInt(0)).title(),
                        row.getFloat(1),
                        row.getString(2)))
                .sorted(Comparator.comparing(UserView.Past::strength)
                        .thenComparing(UserView.Past::lastSeen)
                        .reversed()
                        .thenComparing(UserView.Past::video))
                .toList();
    }

    private List<UserView.Listed> list(List<Row> met, List<Row> lists, Map<Integer, Named> names, int places) {
        if (lists.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach((video, named) -> numbers.put(named.id(), video));
        int[] past = met.stream().mapToInt(row -> row.getInt(0)).toArray();
        Map<String, String> titled = new HashMap<>();
        names.values().forEach(named -> titled.put(named.id(), named.title()));
        UnaryOperator<String> titles = id -> titled.getOrDefault(id, "").isEmpty() ? id : id + " " + titled.get(id);
        double[][] contributions = contributions(lists.get(0), met, past, numbers, places);
        List<UserView.Listed> list = new ArrayList<>();
        for (int i = 0; i < Math.min(places, lists.get(0).getList(0).size()); i++) {
            double[] amounts = contributions[i];
            String video = lists.get(0).<String>getList(0).get(i);
            list.add(new UserView.Listed(
                    video,
                    names.get(numbers.get(video)).title(),
                    lists.get(0).<Float>getList(1).get(i),
                    lists.get(0).<String>getList(2).get(i),
                    ReasonWords.of(lists.get(0).<String>getList(3).get(i), titles),
                    IntStream.range(0, amounts.length)
                            .mapToDouble(j -> amounts[j])
                            .sum(),
                    IntStream.range(0, amounts.length)
                            .filter(j -> amounts[j] > 0)
                            .boxed()
                            .sorted(Comparator.comparingDouble(j -> -amounts[j]))
                            .limit(CONTRIBUTIONS)
                            .map(j ->
                                    new UserView.Contribution(names.get(past[j]).id(), amounts[j]))
                            .toList()));
        }
        return list;
    }

    /** [places] [past]; nothing of the past for a user whose list is not by factors. */
    private double[][] contributions(Row list, List<Row> met, int[] past, Map<String, Integer> numbers, int places) {
        List<String> videos = list.getList(0);
        double[][] contributions = new double[Math.min(places, videos.size())][0];
        if (list.<String>getList(2).stream().anyMatch(BY_FACTORS::contains)) {
            float[] strengths = new float[past.length];
            for (int j = 0; j < past.length; j++) {
                strengths[j] = met.get(j).getFloat(1);
            }
            Dataset<Row> trained =
                    read(VideoFactors.TABLE).filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_INTERACTIONS));
            Dataset<Row> mapped =
                    read(VideoFactors.TABLE).filter(col(VideoFactors.ORIGIN).equalTo(Factors.BY_FEATURES));
            int rank = trained.select(size(col(VideoFactors.FACTORS))).head().getInt(0);
            ItemFactors late = CollectedItems.factors(mapped, rank);
            ScoreExplanation explanation = new ScoreExplanation(
                    CollectedItems.factors(trained, rank),
                    past,
                    strengths,
                    ImplicitAls.objective(model),
                    trained.count());
            for (int i = 0; i < contributions.length; i++) {
                int video = numbers.get(videos.get(i));
                contributions[i] =
                        late.has(video) ? explanation.contributions(late, video) : explanation.contributions(video);
            }
        }
        return contributions;
    }

    /** The names of what a user met and of what is listed, by number. */
    private Map<Integer, Named> names(List<Row> met, List<String> listed) {
        Object[] numbers = met.stream().map(row -> row.get(0)).toArray();
        Map<Integer, Named> names = new HashMap<>();
        read(VideoFeatures.TABLE)
                .filter(col(VideoIndex.VIDEO_IDX)
                        .isin(numbers)
                        .or(col(VideoIndex.VIDEO_ID).isin(listed.toArray())))
                .select(VideoIndex.VIDEO_IDX, VideoIndex.VIDEO_ID)
                .join(
                        read(Videos.TABLE).select(VideoIndex.VIDEO_ID, Videos.TITLE),
                        new String[] {VideoIndex.VIDEO_ID},
                        "left")
                .select(col(VideoIndex.VIDEO_IDX), col(VideoIndex.VIDEO_ID), coalesce(col(Videos.TITLE), lit("")))
                .collectAsList()
                .forEach(row -> names.put(row.getInt(0), new Named(row.getString(1), row.getString(2))));
        return names;
    }

    private Dataset<Row> mine(Table table, int number) {
        return read(table).filter(col(UserIndex.USER_IDX).equalTo(number));
    }

    private Dataset<Row> read(Table table) {
        return store.read(table, List.of(date));
    }

    /** A video as people know it. */
    private record Named(String id, String title) {}
}
