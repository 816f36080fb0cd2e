package io.reelrank.pages;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.pages.creators.CreatorIndex;
import io.reelrank.pages.creators.CreatorPage;
import io.reelrank.pages.creators.PageFiles;
import io.reelrank.pages.creators.SomeCreator;
import io.reelrank.pages.nights.NightPage;
import io.reelrank.pages.nights.SomeNight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the pages of a platform whose titles, ids and names are hostile, for {@code scripts/check-pages} to open in a browser.
 */
final class HostilePages {
    private static final String[] TEXTS = {
        "<script>document.title='run'</script>",
        "\"><img src=x onerror=\"document.title='run'\">",
        "' onmouseover='alert(1)",
        "</title></style></svg></table><h1>",
        "\u202Egnp.exe",
        "مرحبا بالعالم هذا عنوان طويل",
        "a\u0000b\u0007c",
        "\uD83D half",
        "🎬👨‍👩‍👧‍👦".repeat(100),
        "x".repeat(500),
        "没有空格的很长的标题".repeat(50),
        "javascript:alert(1)",
        "",
        null
    };

    private HostilePages() {}

    /** Writes the pages below a folder. */
    public static void main(String[] folder) throws IOException {
        Path root = Path.of(folder[0]);
        for (PageLanguage language : PageLanguage.values()) {
            CreatorPage page = new CreatorPage("2022-05-06", language, PageLanguage.ZH);
            write(
                    root.resolve("creators/" + PageFiles.ofCreator("ann", language, PageLanguage.ZH)),
                    page.html(SomeCreator.withTitles(TEXTS)));
            write(
                    root.resolve("creators/" + PageFiles.ofCreator("new", language, PageLanguage.ZH)),
                    page.html(SomeCreator.thin()));
        }
        List<CreatorIndex.Entry> entries = new ArrayList<>();
        for (String text : TEXTS) {
            if (text != null && !text.isEmpty()) {
                entries.add(new CreatorIndex.Entry(text, text, 7, 3, 0.5, 1));
            }
        }
        entries.add(new CreatorIndex.Entry("ann", "food", 9, 4, 0.5, 2));
        for (Map.Entry<String, String> file : new CreatorIndex("2022-05-06", 28, PageLanguage.ZH)
                .files(entries, Set.of())
                .entrySet()) {
            write(root.resolve(file.getKey()), file.getValue());
        }
        write(root.resolve("night-good.html"), new NightPage(SomeNight.good(30), 20, "").html());
        write(root.resolve("night-refused.html"), new NightPage(SomeNight.refused(), 20, "").html());
        write(
                root.resolve("night-failed.html"),
                new NightPage(SomeNight.failed(TEXTS[0] + TEXTS[1] + TEXTS[9]), 20, "").html());
        write(
                root.resolve("model.html"),
                SomeNight.card(30, TEXTS[0], TEXTS[1], TEXTS[9], TEXTS[10]).html());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
