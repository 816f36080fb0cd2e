package io.reelrank.core.settings;

import java.util.Locale;

/** A language in which pages are written. */
public enum PageLanguage {
    /** English. */
    EN,
    /** Chinese, in simplified characters. */
    ZH;

    /** Its code in HTML, settings and file names. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other one. */
    public PageLanguage other() {
        return this == EN ? ZH : EN;
    }
}
