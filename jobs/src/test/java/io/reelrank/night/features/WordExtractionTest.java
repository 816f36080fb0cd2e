package io.reelrank.night.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordExtractionTest {
    private static final WordExtraction WORDS = new WordExtraction(new HanlpSegmenter());

    @Test
    void englishIsLowerCaseWithoutStopWordsAndNumbers() {
        assertThat(WORDS.of("\"Home Cooking\": THE quiet food no. 29 – it's what you'll love, the Creator's 4K café"))
                .containsExactly("home", "cooking", "quiet", "food", "love", "creator", "4k", "café");
        assertThat(WORDS.of("don’t a I 7 1,000 x")).isEmpty();
    }

    @Test
    void chineseIsCutIntoWords() {
        assertThat(WORDS.of("挑战45天护肤，新手美妆")).containsExactly("挑战", "护肤", "新手", "美妆");
        assertThat(WORDS.of("超级猫咪的搞笑日常｜旅行攻略")).containsExactly("超级", "猫咪", "搞笑", "日常", "旅行", "攻略");
    }

    @Test
    void aNumberGoesWithWhatItCounts() {
        assertThat(WORDS.of("挑战53天猫咪")).containsExactly("挑战", "猫咪");
        assertThat(WORDS.of("53天猫咪")).containsExactly("猫咪");
        assertThat(WORDS.of("第12集 3部短剧 2022年")).containsExactly("短剧");
        assertThat(WORDS.of("iPhone15测评")).containsExactly("iphone15", "测评");
    }

    @Test
    void bothLanguagesStandInOneTitle() {
        assertThat(WORDS.of("“跑步”的一天 vlog 24")).contains("跑步", "vlog").doesNotContain("24", "的");
    }

    @Test
    void fullWidthLettersArePlainOnesAndEmojiAreDropped() {
        assertThat(WORDS.of("ＶＬＯＧ😂😂 ﬁtness👍🏽！！")).containsExactly("vlog", "fitness");
    }

    @Test
    void aHashtagIsAWordOfItsOwn() {
        assertThat(WORDS.of("Pranks #搞笑日常 #StreetDance #30"))
                .containsExactly("pranks", "#搞笑日常", "搞笑", "日常", "#streetdance", "streetdance");
        assertThat(WORDS.of("＃猫咪")).containsExactly("#猫咪", "猫咪");
    }

    @Test
    void nothingHasNoWords() {
        assertThat(WORDS.of(null)).isEmpty();
        assertThat(WORDS.of(" ！？ 🎬")).isEmpty();
    }

    @Test
    void manyThreadsFindTheSame() {
        List<String> titles = List.of("挑战45天护肤，新手美妆", "旅行攻略 travel", "今日份家常菜", "#搞笑 恶作剧 Pranks");
        List<List<String>> alone = titles.stream().map(WORDS::of).toList();
        assertThat(IntStream.range(0, 4000).parallel().mapToObj(i -> WORDS.of(titles.get(i % 4))
                        .equals(alone.get(i % 4))))
                .containsOnly(true);
    }
}
