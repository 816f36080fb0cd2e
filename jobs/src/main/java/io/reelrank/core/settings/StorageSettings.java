package io.reelrank.core.settings;

import java.util.regex.Pattern;

/**
 * Where everything is written, how a run holds it, and how long it is kept.
 *
 * @param root a folder of any file system that Hadoop knows
 * @param lease how a run holds the root
 * @param keep how long tables are kept
 * @param readBack what is read of a table after it was written
 */
public record StorageSettings(String root, LeaseSettings lease, KeepSettings keep, ReadBack readBack) {
    private static final Pattern GLOB = Pattern.compile("[\\[\\]{}*?\\\\]");

    static StorageSettings of(Section section) {
        String root = section.nonEmpty("root");
        if (GLOB.matcher(root).find()) {
            throw section.wrong("root", "a folder without [ ] { } * ? and \\, which make a path a pattern");
        }
        return new StorageSettings(
                root,
                LeaseSettings.of(section),
                KeepSettings.of(section.section("keep-days")),
                section.choice("read-back", ReadBack.class));
    }
}
