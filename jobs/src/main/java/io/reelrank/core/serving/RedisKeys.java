package io.reelrank.core.serving;

import java.io.Serializable;

/**
 * The keys of everything in Redis.
 *
 * @param prefix what all keys begin with
 */
record RedisKeys(String prefix) implements Serializable {
    /** The pointer: a text, the name of the version that readers see. */
    String current() {
        return prefix + ":current";
    }

    /** A set: the names of the versions of which something may be there. */
    String versions() {
        return prefix + ":versions";
    }

    /** A hash: what is known of the load of a version. */
    String load(String version) {
        return prefix + ":load:" + version;
    }

    /** A text: the list of a user, a segment or a video. */
    String list(String version, String subject, String id) {
        return lists(version) + subject + ":" + id;
    }

    /** What the keys of all lists of a version begin with. */
    String lists(String version) {
        return prefix + ":" + version + ":";
    }
}
