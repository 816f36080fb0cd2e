package io.reelrank.pages.creators;

import io.reelrank.core.files.Digest;
import io.reelrank.core.settings.PageLanguage;
import java.util.regex.Pattern;

/** The names of the files of creators' pages. */
public final class PageFiles {
    /** The folder of the creators' pages. */
    public static final String CREATORS = "creators";

    private static final Pattern PLAIN_ID = Pattern.compile("[a-z0-9_-]{1,60}");

    private PageFiles() {}

    /**
     * The file name of a creator's page, the same every night: the id where every file system and URL takes it, else a
     * digest of it. The digest has a prefix with a dot, which no plain id has. An id with capital letters is not plain:
     * some disks take {@code Ann.html} and {@code ann.html} for one file.
     *
     * @param creatorId any text
     * @param language in which the page is written
     * @param first the language of the pages whose names do not say it
     */
    public static String ofCreator(String creatorId, PageLanguage language, PageLanguage first) {
        String name = PLAIN_ID.matcher(creatorId).matches() ? creatorId : "id." + Digest.of(creatorId);
        return named(name, language, first);
    }

    /** The file name of another page, such as {@code index}, in a language. */
    static String named(String name, PageLanguage language, PageLanguage first) {
        return name + (language == first ? "" : "." + language.code()) + ".html";
    }
}
