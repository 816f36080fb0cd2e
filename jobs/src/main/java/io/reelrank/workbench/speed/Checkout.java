package io.reelrank.workbench.speed;

import io.reelrank.core.files.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A commit whose files are checked out and whose jar is built.
 *
 * @param commit the short id of the commit
 * @param home the folder of its files
 */
record Checkout(String commit, Path home) {
    /**
     * The files of a folder.
     *
     * @param home the folder
     * @param work a folder for the output of git
     */
    static Checkout in(Path home, Path work) {
        try {
            return new Checkout(revision(home, "HEAD", work), home);
        } catch (FailedProcessException | StorageException e) {
            // A release that was unpacked has no repository, and the machine may have no git.
            return new Checkout("unknown", home);
        }
    }

    /**
     * Another commit. It is checked out and built, unless an earlier call did so.
     *
     * @param home the folder of a git repository that has the commit
     * @param commit any name of the commit that git knows
     * @param work the folder to check out below
     * @throws FailedProcessException if git does not know the commit, or its build fails
     */
    static Checkout built(Path home, String commit, Path work) {
        String revision = revision(home, commit, work);
        Path folder = work.resolve("against-" + revision);
        Path log = work.resolve("against-" + revision + ".log");
        Path done = folder.resolve("jobs/target/_BUILT");
        if (!Files.exists(done)) {
            if (!Files.exists(folder)) {
                // Forced, because git remembers a worktree whose folder was deleted.
                new LoggedProcess(
                                List.of("git", "worktree", "add", "--force", "--detach", folder.toString(), revision),
                                home,
                                log)
                        .run();
            }
            new LoggedProcess(List.of("mvn", "-q", "-DskipTests", "package"), folder, log).run();
            LocalFiles.write(done, revision);
        }
        return new Checkout(revision, folder);
    }

    private static String revision(Path home, String commit, Path work) {
        LoggedProcess git = new LoggedProcess(
                List.of("git", "rev-parse", "--verify", "--short=12", commit + "^{commit}"),
                home,
                work.resolve("git.log"));
        git.run();
        return LocalFiles.text(git.log()).strip();
    }

    /**
     * A command of this commit's {@code scripts/reelrank}.
     *
     * @param log the file for its output
     * @param memory the heap, such as {@code 10g}
     */
    LoggedProcess reelrank(Path log, List<String> arguments, String memory) {
        return new LoggedProcess(
                Stream.concat(Stream.of(home.resolve("scripts/reelrank").toString()), arguments.stream())
                        .toList(),
                home,
                log,
                memory);
    }
}
