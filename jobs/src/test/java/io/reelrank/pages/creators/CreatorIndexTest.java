package io.reelrank.pages.creators;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.core.settings.PageLanguage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class CreatorIndexTest {
    private static final CreatorIndex INDEX = new CreatorIndex("2022-05-06", 28, PageLanguage.EN);

    @Test
    void everyCreatorIsFoundWithoutTheScript() {
        List<CreatorIndex.Entry> creators = IntStream.range(0, 12_000)
                .mapToObj(i -> entry("c%07d".formatted(i), i))
                .toList();
        List<CreatorIndex.Entry> shuffled = new ArrayList<>(creators);
        Collections.shuffle(shuffled, new Random(1));

        Map<String, String> files = INDEX.files(shuffled, Set.of());

        assertThat(files).isEqualTo(INDEX.files(creators, Set.of()));
        assertThat(files.keySet()).last().isEqualTo(CreatorIndex.FILE);
        assertThat(files.keySet()).contains("list/data-2.js", "index.zh.html").doesNotContain("list/data-3.js");
        Document index = Jsoup.parse(files.get(CreatorIndex.FILE));
        assertThat(index.select("#rows tr")).hasSize(100);
        assertThat(index.select("#rows a").first().attr("href")).isEqualTo("creators/c0011999.html");
        List<String> linked = index.select(".ranges a").stream()
                .flatMap(link -> Jsoup.parse(files.get(link.attr("href"))).select("#rows a").stream())
                .map(link -> link.attr("href"))
                .toList();
        assertThat(linked)
                .containsExactlyElementsOf(creators.stream()
                        .map(creator -> "../creators/" + creator.id() + ".html")
                        .toList());
        assertThat(files.values()).allSatisfy(page -> assertThat(page.getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(500_000));
        assertThat(files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".html"))
                        .map(Map.Entry::getValue))
                .allSatisfy(page ->
                        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(150_000));
    }

    @Test
    void aCreatorWithoutAPageHasNoLink() {
        Map<String, String> files = INDEX.files(
                List.of(new CreatorIndex.Entry("ann", "", 5, 3, Double.NaN, 0), entry("bob", 4)), Set.of("ann"));

        assertThat(Jsoup.parse(files.get(CreatorIndex.FILE)).select("#rows a").eachText())
                .containsExactly("bob");
        assertThat(files.get("list/data-0.js"))
                .contains("[\"ann\",\"\",\"\",5,3,-1,0]", "[\"bob\",\"bob\",\"food\",4,2,500,1]");
    }

    @Test
    void anIdIsNoScript() {
        Map<String, String> files =
                INDEX.files(List.of(entry("</script><script>alert(1)</script>\u2028", 1)), Set.of());

        assertThat(files.get("list/data-0.js")).doesNotContain("<", "\u2028");
        Document index = Jsoup.parse(files.get(CreatorIndex.FILE));
        assertThat(index.select("script")).hasSize(1);
        assertThat(index.select("#rows th bdi").text()).isEqualTo("</script><script>alert(1)</script>");
    }

    @Test
    void onlyOurScriptMayRun() throws Exception {
        Document index = Jsoup.parse(INDEX.files(List.of(), Set.of()).get(CreatorIndex.FILE));

        assertThat(PagePolicy.of(index))
                .contains(
                        "default-src 'none'",
                        "script-src '%s' 'strict-dynamic'"
                                .formatted(PagePolicy.hash(
                                        index.select("script").first().data())));
    }

    private static CreatorIndex.Entry entry(String id, long plays) {
        return new CreatorIndex.Entry(id, "food", plays, plays / 2, 0.5, 1);
    }
}
