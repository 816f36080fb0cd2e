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

    private final long seed;

    Titles(long seed) {
        this.seed = seed;
    }

    Text of(Video video) {
        RandomDraws draws = RandomDraws.of(seed, RandomDraws.Stream.TITLE, video.number(), 0);
        Niche niche = Niche.ALL.get(video.niche());
        Niche.Topic topic = niche.topics().get(video.topic());
        return new Text(title(draws, niche, topic), tags(draws, video, niche, topic));
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
