package io.reelrank.workbench.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Makes titles and tags, in Chinese and English, from a video's niche and topic. */
final class Titles {
    private static final List<String> MOODS_CHINESE =
            List.of("超级", "今日份", "第一次", "全网最", "一分钟", "治愈系", "新手", "真实", "深夜", "周末");
    private static final List<String> MOODS_ENGLISH =
            List.of("quiet", "honest", "late-night", "first-time", "weekend", "one-minute", "surprising", "slow");
    private static final double NOISE_TAG_PROBABILITY = 0.1;
    private static final double ENGLISH_TAG_PROBABILITY = 0.4;

    /**
     * The text of a video.
     *
     * @param title the title, without line breaks
     * @param tags the tags, the niche first
     */
    record Text(String title, List<String> tags) {}

    private static final List<String> PROMISES =
            List.of("震惊！", "万万没想到：", "不看后悔一辈子！", "You won't believe this: ", "What happens next will shock you: ");
    private static final List<String> HEROES_CHINESE = List.of("阿岚", "小北", "老周", "豆豆", "阿九", "大壮", "林夕", "十七");
    private static final List<String> HEROES_ENGLISH =
            List.of("Mia", "Leo", "Nora", "Max", "Iris", "Theo", "Ada", "Finn");
    private static final List<String> TALES_CHINESE = List.of("奇遇记", "成长记", "大冒险", "那些年", "实验室", "对决");
    private static final List<String> TALES_ENGLISH =
            List.of("story", "journey", "adventure", "diaries", "challenge", "secrets");

    private final Platform platform;
    private final long seed;

    Titles(Platform platform) {
        this.platform = platform;
        this.seed = platform.settings().seed();
    }

    Text of(Video video) {
        RandomDraws draws = RandomDraws.of(seed, RandomDraws.Stream.TITLE, video.number(), 0);
        Niche niche = Niche.ALL.get(video.niche());
        Niche.Topic topic = niche.topics().get(video.topic());
        String title = title(draws, niche, topic);
        return new Text(quirkTitle(video, title), tags(draws, video, niche, topic));
    }

    private String quirkTitle(Video video, String title) {
        return switch (video.quirk()) {
            case CLICKBAIT ->
                pick(RandomDraws.of(seed, RandomDraws.Stream.QUIRK_TITLE, video.number(), 1), PROMISES) + title;
            case SERIES -> partTitle(video);
            default -> title;
        };
    }

    /** The stem of the creator's series and the number of the part. */
    private String partTitle(Video video) {
        Creator creator = platform.creator(video.creator());
        int part = platform.planned().parts(creator, video.uploadDay());
        RandomDraws draws = RandomDraws.of(seed, RandomDraws.Stream.QUIRK_TITLE, creator.number(), 0);
        Niche niche = Niche.ALL.get(creator.niche());
        return draws.chance(0.5)
                ? pick(draws, HEROES_CHINESE) + "的" + niche.chinese() + pick(draws, TALES_CHINESE) + " 第" + part + "集"
                : pick(draws, HEROES_ENGLISH) + "'s " + niche.english() + " " + pick(draws, TALES_ENGLISH) + ", part "
                        + part;
    }

    private static String title(RandomDraws draws, Niche niche, Niche.Topic topic) {
        String moodChinese = pick(draws, MOODS_CHINESE);
        String moodEnglish = pick(draws, MOODS_ENGLISH);
        long part = 1 + draws.below(60);
        return switch ((int) draws.below(8)) {
            case 0 -> moodChinese + topic.chinese() + " 第" + part + "集";
            case 1 -> niche.chinese() + "｜" + moodChinese + topic.chinese() + "，看完再走";
            case 2 -> "“" + topic.chinese() + "”的一天 vlog " + part;
            case 3 -> capitalized(moodEnglish) + " " + topic.english() + ", part " + part;
            case 4 -> topic.chinese() + " " + capitalized(topic.english()) + " #" + niche.chinese();
            case 5 ->
                "\"" + capitalized(topic.english()) + "\": " + moodEnglish + " " + niche.english() + " no. " + part;
            case 6 -> "挑战" + part + "天" + topic.chinese() + "，" + moodChinese + niche.chinese();
            default -> capitalized(niche.english()) + " diary " + part + ": " + moodEnglish + " " + topic.english();
        };
    }

    private static List<String> tags(RandomDraws draws, Video video, Niche niche, Niche.Topic topic) {
        LinkedHashSet<String> tags = new LinkedHashSet<>();
        tags.add(niche.chinese());
        tags.add(topic.chinese());
        if (draws.chance(ENGLISH_TAG_PROBABILITY)) {
            tags.add(topic.english());
        }
        tags.add(Niche.ALL.get(video.secondNiche()).chinese());
        if (draws.chance(NOISE_TAG_PROBABILITY)) {
            tags.add(Niche.ALL.get((int) draws.below(Niche.COUNT)).chinese());
        }
        return new ArrayList<>(tags);
    }

    private static String pick(RandomDraws draws, List<String> words) {
        return words.get((int) draws.below(words.size()));
    }

    private static String capitalized(String text) {
        int first = Character.toUpperCase(text.charAt(0));
        return (char) first + text.substring(1);
    }
}
