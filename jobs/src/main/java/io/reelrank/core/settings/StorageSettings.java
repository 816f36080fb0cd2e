package io.reelrank.core.settings;

/**
 * Where everything is written, how a run holds it, and how long it is kept.
 *
 * @param root a folder of any file system that Hadoop knows
 * @param lease how a run holds the root
 * @param keep how long tables are kept
 * @param readBack what is read of a table after it was written
 */
public record StorageSettings(String root, LeaseSettings lease, KeepSettings keep, ReadBack readBack) {
    static StorageSettings of(Section section) {
        return new StorageSettings(
                section.nonEmpty("root"),
                LeaseSettings.of(section),
                KeepSettings.of(section.section("keep-days")),
                section.choice("read-back", ReadBack.class));
    }
}
