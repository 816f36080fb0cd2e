package io.reelrank;

import io.reelrank.core.tables.AdviceRule;
import io.reelrank.core.tables.AdviceRule.Basis;
import io.reelrank.core.tables.CreatorFigure;
import io.reelrank.workbench.simulate.Niche;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What is true of the creators of a simulated platform: their quirks from the simulator's truth, and their rates from the raw
 * logs of people whom the night has not seen. It shares no code with the reports.
 */
final class PlantedTruth {
    private record Creator(String niche, String secondNiche, String quirk, String subject) {}

    private final Map<String, Creator> creators = new HashMap<>();
    private final Map<String, String> craved = new HashMap<>();
    private final Set<String> users = new HashSet<>();
    private final Map<String, Row> rates = new HashMap<>();

    /**
     * @param folder with the files of the night in {@code sources}, and those of more people in {@code everybody}
     * @param firstOther the first user whom the night has not seen
     */
    PlantedTruth(SparkSession spark, Path folder, int firstOther) {
        Path truth = folder.resolve("sources/truth");
        for (Row row :
                spark.read().parquet(truth.resolve("creators").toString()).collectAsList()) {
            creators.put(
                    row.getAs("creator_id"),
                    new Creator(
                            row.getAs("niche"), row.getAs("second_niche"), row.getAs("quirk"), row.getAs("subject")));
        }
        for (Row row : spark.read().parquet(truth.resolve("niches").toString()).collectAsList()) {
            craved.put(row.getAs("niche"), row.getAs("craved_tag"));
        }
        spark.read().parquet(truth.resolve("videos").toString()).createOrReplaceTempView("truth_videos");
        for (Row row : spark.sql("SELECT creator_id, niche, topic FROM truth_videos GROUP BY ALL")
                .collectAsList()) {
            if (synonyms(craved.get(row.<String>getAs("niche"))).contains(row.<String>getAs("topic"))) {
                users.add(row.getAs("creator_id"));
            }
        }
        spark.read()
                .json(folder.resolve("everybody/events/*/*").toString())
                .filter("cast(substr(user, 2) AS int) >= " + firstOther)
                .createOrReplaceTempView("everybody");
        for (Row row : spark.sql("""
                WITH plays AS (
                  SELECT creator_id, user, video, date(from_utc_timestamp(timestamp_millis(ts), 'Asia/Shanghai')) AS day,
                      watch_ms, v.duration_ms
                  FROM everybody JOIN truth_videos v ON video = video_id WHERE action = 'play' AND watch_ms > 0),
                viewers AS (
                  SELECT creator_id, max(watch_ms) AS longest, max(duration_ms) AS duration
                  FROM plays GROUP BY creator_id, user, video, day),
                returning AS (SELECT creator_id, user, count(DISTINCT day) AS days FROM plays GROUP BY ALL),
                actions AS (
                  SELECT creator_id, count_if(action = 'impression') AS shown, count_if(action = 'follow') AS follows,
                      count_if(action IN ('hide', 'report')) AS negatives
                  FROM everybody JOIN truth_videos ON video = video_id GROUP BY creator_id)
                SELECT *, started / shown AS start_rate, follows / started AS follow_rate, negatives / started AS negative_rate
                FROM (SELECT creator_id, count(*) AS started, avg(int(watch_ms >= duration_ms)) AS completion_rate
                    FROM plays GROUP BY creator_id)
                JOIN (SELECT creator_id, avg(int(longest < 3000 AND longest < duration)) AS leave_3s_rate
                    FROM viewers GROUP BY creator_id) USING (creator_id)
                JOIN (SELECT creator_id, avg(int(days > 1)) AS returning_viewers_rate
                    FROM returning GROUP BY creator_id) USING (creator_id)
                JOIN actions USING (creator_id)""").collectAsList()) {
            rates.put(row.getAs("creator_id"), row);
        }
    }

    /** The creator's quirk; empty without. */
    String quirk(String creator) {
        return creators.get(creator).quirk();
    }

    /** Whether the creator's niche has a topic that everybody likes, and the creator has no video on it. */
    boolean isUnserved(String creator) {
        return !craved.get(creators.get(creator).niche()).isEmpty() && !users.contains(creator);
    }

    /** What is known of a creator, for a message. */
    String describe(String creator) {
        return creator + " " + creators.get(creator) + " craved "
                + craved.get(creators.get(creator).niche());
    }

    /** Whether it is what was planted. */
    boolean isPlanted(String creator, AdviceRule rule, String subject) {
        Creator of = creators.get(creator);
        return switch (of.quirk()) {
                    case "weak_opening" -> rule == AdviceRule.WEAK_OPENING;
                    case "sags_at_six" -> rule == AdviceRule.EARLY_LEAVERS && subject.equals("5-7");
                    case "clickbait" -> rule == AdviceRule.CLICKBAIT;
                    case "strong_tag" ->
                        rule == AdviceRule.TAG_LIFTS && synonyms(of.subject()).contains(subject);
                    case "weak_tag" ->
                        rule == AdviceRule.TAG_SINKS && synonyms(of.subject()).contains(subject);
                    case "suited_length" ->
                        rule == AdviceRule.LENGTH_LIFTS && of.subject().equals(subject);
                    case "series" -> rule == AdviceRule.SERIES_LIFTS;
                    case "one_hit" -> rule == AdviceRule.ONE_HIT;
                    case "scattered" -> rule == AdviceRule.SCATTER;
                    case "annoying" -> rule == AdviceRule.COMPLAINTS;
                    default -> false;
                }
                || (rule == AdviceRule.UNDERSERVED && isUnserved(creator) && isCraved(subject));
    }

    /** Whether it is true for another reason. */
    boolean holds(String creator, AdviceRule rule, String subject, double usual) {
        Creator of = creators.get(creator);
        // Videos of other niches differ in craft, and in what belongs to their niche.
        boolean isScattered = of.quirk().equals("scattered");
        return switch (rule) {
            case ONE_HIT -> true;
            // Nobody else's videos are started more often.
            case CLICKBAIT, SERIES_LIFTS, SCATTER, EARLY_LEAVERS -> false;
            // Also where the creator has such a video, but few have played it.
            case UNDERSERVED -> isCraved(subject);
            // Where one tag is better, another is worse. Viewers of the niche care less for the second one.
            case TAG_LIFTS, TAG_SINKS ->
                isScattered
                        || of.quirk().equals("strong_tag")
                        || of.quirk().equals("weak_tag")
                        || users.contains(creator)
                        || (rule == AdviceRule.TAG_SINKS && subject.equals(chinese(of.secondNiche())));
            case LENGTH_LIFTS, LENGTH_SINKS ->
                isScattered || of.quirk().equals("suited_length") || of.quirk().equals("sags_at_six");
            default -> isBeyond(creator, rule, usual);
        };
    }

    private boolean isBeyond(String creator, AdviceRule rule, double usual) {
        if (rule.basis() != Basis.RATE) {
            throw new IllegalArgumentException(rule.key());
        }
        double rate = rates.get(creator).getAs(rule.figure().column());
        return rule.figure().better() == CreatorFigure.Direction.LOWER
                ? rate > rule.margin() * usual
                : rate < rule.margin() * usual;
    }

    private boolean isCraved(String subject) {
        return craved.values().stream().anyMatch(tag -> synonyms(tag).contains(subject));
    }

    /** The names of a topic; none of an empty one. */
    private static List<String> synonyms(String topic) {
        return Niche.ALL.stream()
                .flatMap(niche -> niche.topics().stream())
                .filter(each -> each.chinese().equals(topic) || each.english().equals(topic))
                .findFirst()
                .map(each -> List.of(each.chinese(), each.english()))
                .orElse(List.of());
    }

    private static String chinese(String niche) {
        return Niche.ALL.stream()
                .filter(each -> each.english().equals(niche))
                .findFirst()
                .orElseThrow()
                .chinese();
    }
}
