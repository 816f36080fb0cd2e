package io.reelrank.core.settings;

/**
 * Where everything is written.
 *
 * @param root a folder of any file system that Hadoop knows
 */
public record StorageSettings(String root) {
    static StorageSettings of(Section section) {
        return new StorageSettings(section.nonEmpty("root"));
    }
}
