package io.reelrank.pages.creators;

import io.reelrank.core.files.Json;
import io.reelrank.core.settings.PageLanguage;
import io.reelrank.pages.PageFrame;
import io.reelrank.pages.PageTemplates;
import io.reelrank.pages.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages by which a creator's page is found: the most played, and all by id, which need no script; and data that one small
 * script searches, sorts and filters. The data are scripts too, as a browser does not let a page from a disk read another file.
 *
 * @param date the night's date
 * @param windowDays how many days the figures are of
 * @param first the language of the pages whose file names do not say it
 */
public record CreatorIndex(String date, int windowDays, PageLanguage first) {
    /** The file that leads to all others, in the first language. */
    public static final String FILE = "index.html";

    private static final int MOST_PLAYED = 100;
    private static final int BY_ID = 400;
    private static final int SHARD = 5_000;
    private static final String SCRIPT = PageFrame.resource(CreatorIndex.class, "index.js");

    /**
     * A creator in the index.
     *
     * @param id the creator's id
     * @param niche the niche, empty where it is not known
     * @param plays plays in the window
     * @param viewers viewers in the window
     * @param completion the completion rate, not a number where it is not known
     * @param advice how many pieces of advice there are
     */
    public record Entry(String id, String niche, long plays, long viewers, double completion, int advice) {}

    /**
     * Some creators by their ids.
     *
     * @param number the place of the page among the others
     * @param from the first id
     * @param to the last one
     */
    record IdRange(int number, String from, String to) {}

    /**
     * All files of the index.
     *
     * @param creators the creators, in any order
     * @param withoutPage ids of creators whose pages could not be written; they are listed without a link
     * @return the files' contents by path, relative to the folder of the pages; {@link #FILE} is the last
     */
    public Map<String, String> files(List<Entry> creators, Set<String> withoutPage) {
        List<Entry> byPlays = creators.stream()
                .sorted(Comparator.comparingLong(Entry::plays).reversed().thenComparing(Entry::id))
                .toList();
        List<Entry> byId =
                creators.stream().sorted(Comparator.comparing(Entry::id)).toList();
        Map<String, String> files = new LinkedHashMap<>();
        List<List<Entry>> shards = cut(byPlays, SHARD);
        for (int i = 0; i < shards.size(); i++) {
            files.put("list/data-%d.js".formatted(i), data(shards.get(i), withoutPage));
        }
        List<List<Entry>> ranges = cut(byId, BY_ID);
        List<IdRange> names = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            List<Entry> range = ranges.get(i);
            names.add(new IdRange(
                    i,
                    PlainText.of(range.get(0).id()),
                    PlainText.of(range.get(range.size() - 1).id())));
        }
        for (PageLanguage language : List.of(first.other(), first)) {
            for (IdRange range : names) {
                files.put(
                        rangeFile(range.number, language),
                        page(
                                "creators/ids.jte",
                                language,
                                ranges.get(range.number),
                                Map.of("range", range, "withoutPage", withoutPage)));
            }
            files.put(
                    PageFiles.named("index", language, first),
                    page(
                            "creators/index.jte",
                            language,
                            byPlays.subList(0, Math.min(MOST_PLAYED, byPlays.size())),
                            Map.of(
                                    "withoutPage",
                                    withoutPage,
                                    "ranges",
                                    names,
                                    "shards",
                                    shards.size(),
                                    "total",
                                    byPlays.size())));
        }
        return files;
    }

    /** The path of a page of some ids. */
    String rangeFile(int number, PageLanguage language) {
        return PageFiles.named("list/ids-%d".formatted(number), language, first);
    }

    /** The path of a creator's page. */
    String href(String id, PageLanguage language) {
        return PageFiles.CREATORS + "/" + PageFiles.ofCreator(id, language, first);
    }

    /** What the names of the creators' files end with in a language. */
    String ending(PageLanguage language) {
        return PageFiles.named("", language, first);
    }

    private String page(String template, PageLanguage language, List<Entry> entries, Map<String, Object> more) {
        Wording w = Wording.of(language);
        String script = template.equals("creators/index.jte") ? SCRIPT : "";
        Map<String, Object> values = new LinkedHashMap<>(more);
        values.put("w", w);
        values.put("index", this);
        values.put("frame", new PageFrame(language, w.say("index.title", date), script));
        values.put("entries", entries);
        return PageTemplates.render(template, values);
    }

    /** Rows of id, name of the page without its ending, niche, plays, viewers, completion in thousandths, advice. */
    private String data(List<Entry> entries, Set<String> withoutPage) {
        String rows = entries.stream()
                .map(entry -> row(entry, withoutPage.contains(entry.id) ? "" : name(entry.id)))
                .collect(Collectors.joining(",\n"));
        // Without these characters, which end scripts and lines, a text is nothing but a text.
        return "reelrank.add(["
                + rows.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
                + "]);\n";
    }

    private String name(String id) {
        return PageFiles.ofCreator(id, first, first).replaceFirst("\\.html$", "");
    }

    private String row(Entry entry, String name) {
        return Stream.of(
                        json(PlainText.of(entry.id)),
                        json(name),
                        json(PlainText.of(entry.niche)),
                        entry.plays,
                        entry.viewers,
                        Double.isFinite(entry.completion) ? Math.round(1000 * entry.completion) : -1,
                        entry.advice)
                .map(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String json(String text) {
        return new String(Json.bytes(text), StandardCharsets.UTF_8).strip();
    }

    private static <T> List<List<T>> cut(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }
}
