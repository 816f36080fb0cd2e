package io.reelrank.pages.creators;

import io.reelrank.core.settings.PageLanguage;
import io.reelrank.pages.PageFrame;
import io.reelrank.pages.PageTemplates;
import io.reelrank.pages.PlainText;
import java.util.Map;

/**
 * The page of a creator: how they stand, why it changed, what to make next, and what that rests on.
 *
 * @param date the night's date
 * @param language of the words
 * @param first the language of the pages whose file names do not say it
 */
public record CreatorPage(String date, PageLanguage language, PageLanguage first) {
    /**
     * The page as HTML.
     *
     * @param rows what the night's tables say of the creator, with at least one row of the report
     * @throws IllegalArgumentException if they have no row of the report
     */
    public String html(CreatorRows rows) {
        return html(rows, "../", PageFiles.ofCreator(rows.creatorId(), language.other(), first));
    }

    /**
     * The page without links to other pages, which are not beside it.
     *
     * @param rows as in {@link #html}
     */
    public String alone(CreatorRows rows) {
        return html(rows, "", "");
    }

    private String html(CreatorRows rows, String up, String other) {
        Wording w = Wording.of(language);
        CreatorFigures figures = new CreatorFigures(w, rows);
        String id = PlainText.of(rows.creatorId());
        return PageTemplates.render(
                "creators/creator.jte",
                Map.of(
                        "w",
                        w,
                        "frame",
                        PageFrame.of(language, w.say("creator.title", id, date)),
                        "links",
                        new Links(
                                up.isEmpty() ? "" : up + PageFiles.named("index", language, first),
                                other,
                                language.other().code()),
                        "about",
                        new About(id, date),
                        "figures",
                        figures,
                        "causes",
                        new CreatorCauses(w, figures),
                        "next",
                        new CreatorNext(w, rows),
                        "videos",
                        new CreatorVideos(w, rows),
                        "viewers",
                        new CreatorViewers(w, figures),
                        "place",
                        new CreatorPlace(w, rows)));
    }

    /**
     * Where the page leads to; empty for nowhere.
     *
     * @param index the page of all creators
     * @param other the same page in the other language
     * @param otherCode the code of that language
     */
    record Links(String index, String other, String otherCode) {}

    /**
     * Whose page it is.
     *
     * @param id the creator's id
     * @param date the night's date
     */
    record About(String id, String date) {}
}
