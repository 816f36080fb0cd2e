package io.reelrank.workbench.simulate;

import java.util.Arrays;
import java.util.List;

/**
 * A niche of videos.
 *
 * @param english the name, and the category of the videos
 * @param chinese the name in Chinese, a tag of the videos
 * @param share the share of videos, creators and background interest, before scaling
 * @param medianSeconds the median duration of the videos, in seconds
 * @param femaleLean the factor of a woman's weight of the niche; a man's weight is divided by it
 * @param youngLean the same for young and old users
 * @param topics the topics of its videos, the most common first
 */
public record Niche(
        String english,
        String chinese,
        double share,
        double medianSeconds,
        double femaleLean,
        double youngLean,
        List<Topic> topics) {

    /**
     * A topic of a niche.
     *
     * @param chinese the name in Chinese, a tag of the videos
     * @param english the name in English
     */
    public record Topic(String chinese, String english) {}

    /** All niches; other classes refer to a niche by its index here. */
    public static final List<Niche> ALL = List.of(
            of("funny", "搞笑", 1.6, 17, 1.0, 1.2, "沙雕日常=everyday silliness,恶作剧=pranks,段子=sketches,脱口秀=stand-up"),
            of("food", "美食", 1.4, 38, 1.3, 0.9, "家常菜=home cooking,街头小吃=street food,烘焙=baking,探店=restaurant visits"),
            of("travel", "旅行", 0.9, 34, 1.1, 1.0, "自驾=road trips,海岛=islands,古镇=old towns,露营=camping"),
            of("gaming", "游戏", 1.3, 55, 0.5, 1.6, "手游=mobile games,电竞=esports,单机=single player,速通=speedruns"),
            of("fitness", "健身", 0.8, 30, 0.9, 1.1, "减脂=fat loss,瑜伽=yoga,跑步=running,力量训练=weights"),
            of("pets", "宠物", 1.2, 15, 1.3, 1.0, "猫咪=cats,狗狗=dogs,萌宠=cute pets,水族=aquariums"),
            of("beauty", "美妆", 1.0, 42, 2.2, 1.2, "护肤=skin care,口红=lipstick,穿搭=outfits,发型=hair"),
            of(
                    "tech",
                    "科技",
                    0.8,
                    85,
                    0.55,
                    1.1,
                    "手机评测=phone reviews,人工智能=artificial intelligence,数码=gadgets,编程=coding"),
            of("music", "音乐", 1.1, 32, 1.1, 1.2, "翻唱=covers,吉他=guitar,说唱=rap,民谣=folk"),
            of("dance", "舞蹈", 1.0, 16, 1.5, 1.3, "街舞=street dance,广场舞=square dance,古典舞=classical dance,手势舞=hand dance"),
            of("education", "教育", 0.8, 110, 1.1, 0.9, "英语=English,历史=history,科普=popular science,考研=exams"),
            of("cars", "汽车", 0.7, 75, 0.45, 0.8, "试驾=test drives,改装=tuning,新能源=electric cars,摩托=motorcycles"),
            of("film", "影视", 1.1, 140, 1.0, 0.9, "影评=reviews,混剪=mash-ups,花絮=behind the scenes,短剧=short drama"),
            of("family", "亲子", 0.8, 26, 1.6, 0.6, "萌娃=toddlers,育儿=parenting,绘本=picture books,手工=crafts"));

    /** How many niches there are. */
    public static final int COUNT = ALL.size();

    /** How many topics each niche has. */
    public static final int TOPICS = 4;

    private static Niche of(
            String english,
            String chinese,
            double share,
            double medianSeconds,
            double femaleLean,
            double youngLean,
            String topics) {
        return new Niche(
                english,
                chinese,
                share,
                medianSeconds,
                femaleLean,
                youngLean,
                Arrays.stream(topics.split(",", -1))
                        .map(topic -> new Topic(
                                topic.substring(0, topic.indexOf('=')), topic.substring(topic.indexOf('=') + 1)))
                        .toList());
    }

    /** The cumulative shares of the niches; the last is exactly 1. */
    static double[] cumulativeShares() {
        double[] cumulative = new double[COUNT];
        double sum = 0;
        for (int niche = 0; niche < COUNT; niche++) {
            sum += ALL.get(niche).share();
            cumulative[niche] = sum;
        }
        for (int niche = 0; niche < COUNT; niche++) {
            cumulative[niche] /= sum;
        }
        cumulative[COUNT - 1] = 1;
        return cumulative;
    }
}
