package io.reelrank.core.settings;

/** What is read of a written table before it counts. */
public enum ReadBack {
    /** The footer of every file, which tells its rows: a lost or cut file is found. */
    FOOTERS,
    /** Every row too: its hash is compared with that of the row that was written, and its key with the other rows' keys. */
    ROWS
}
