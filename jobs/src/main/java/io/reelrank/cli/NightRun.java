package io.reelrank.cli;

import io.reelrank.core.files.Json;
import io.reelrank.core.files.StorageException;
import io.reelrank.core.lease.LeaseException;
import io.reelrank.core.publication.PublicationPointer;
import io.reelrank.core.stage.Night;
import io.reelrank.core.stage.Pipeline;
import io.reelrank.core.stage.ProgressMonitor;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.RunRecords;
import io.reelrank.core.stage.Stage;
import io.reelrank.core.stage.StageSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.fs.Path;

/** One run of stages under the lease of its storage root: it shows the progress and records how the run ended. */
final class NightRun {
    private final Night night;
    private final RunRecords records;
    private final Map<String, String> settings;
    private final String takenFrom;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<StageSummary> stages = new CopyOnWriteArrayList<>();
    private final long begin = System.nanoTime();
    private volatile List<String> expired = List.of();
    private volatile List<String> planned = List.of();
    private volatile Optional<NightPageFile> page = Optional.empty();

    /**
     * @param records writes the record, also when the lease is lost: no other run writes the same
     * @param settings every setting, with secrets masked
     * @param takenFrom whose lease this run took over, and why; empty if the root was free
     * @param out receives the summary
     * @param err receives the progress
     */
    NightRun(
            Night night,
            RunRecords records,
            Map<String, String> settings,
            String takenFrom,
            PrintWriter out,
            PrintWriter err) {
        this.night = night;
        this.records = records;
        this.settings = settings;
        this.takenFrom = takenFrom;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the stages, and deletes what expired if the last stage of the pipeline is among them.
     *
     * @param part stages of the pipeline
     * @param hook records the end if a signal comes
     * @param file the page of this run
     */
    void run(
            Pipeline pipeline,
            List<Stage> part,
            Cleanup cleanup,
            ProgressMonitor monitor,
            StopHook hook,
            NightPageFile file) {
        planned = part.stream().map(Stage::name).toList();
        page = Optional.of(file);
        ExitCode exit = ExitCode.BUG;
        String error = "";
        hook.record(
                () -> night.spark().sparkContext().cancelAllJobs(),
                () -> stopped(
                        ExitCode.STOPPED,
                        isPublished()
                                ? "stopped by a signal after it had published"
                                : "stopped by a signal before its end"));
        try {
            pipeline.run(night, part, monitor, stage -> {
                stages.add(stage);
                progress("%s: %s after %.1f s"
                        .formatted(stage.stage(), stage.state().name().toLowerCase(Locale.ROOT), stage.seconds()));
            });
            if (part.get(part.size() - 1)
                    .equals(pipeline.stages().get(pipeline.stages().size() - 1))) {
                expire(cleanup);
            }
            exit = ExitCode.DONE;
        } catch (LeaseException e) {
            end(e.getMessage());
        } catch (RuntimeException | Error e) {
            exit = ExitCode.of(e);
            error = String.valueOf(ExitCode.cause(e).getMessage());
            throw e;
        } finally {
            if (hook.end()) {
                ended(exit, error);
            }
        }
    }

    /**
     * Ends the process at once because the lease is lost. Nothing is cleared up: the files may be another run's by now,
     * and the jobs of this run, when they are aborted, delete temporary folders that the other run's jobs share.
     */
    void end(String reason) {
        try {
            stopped(ExitCode.LOCKED, reason);
        } catch (StorageException e) {
            progress("reelrank: " + e.getMessage());
        }
        progress("reelrank: " + reason);
        Runtime.getRuntime().halt(ExitCode.LOCKED.code());
    }

    private boolean isPublished() {
        return new PublicationPointer(records.storage(), records.root())
                .ifReadable()
                .filter(pointer -> pointer.run().equals(night.runId()))
                .isPresent();
    }

    private void expire(Cleanup cleanup) {
        try {
            expired = Cleanup.summary(cleanup.run());
            expired.forEach(line -> progress("expired: " + line));
        } catch (StorageException e) {
            // The night is published; the next one tries again.
            expired = List.of("not all: " + e.getMessage());
            progress("reelrank: what has expired could not be deleted: " + e.getMessage());
        }
    }

    private void ended(ExitCode exit, String error) {
        RunRecord run = ofRun(exit, error);
        String written;
        try {
            written = record(run).toString();
        } catch (StorageException e) {
            // The error that ended the run must not be hidden by this one.
            if (exit == ExitCode.DONE) {
                throw e;
            }
            written = e.getMessage();
        }
        out.println(SummaryTable.of(stages));
        out.println("tables: %s/tables, record of this run: %s"
                .formatted(night.store().root(), written));
        page.ifPresent(file -> out.println("page of this run: " + file.write(run)));
        out.flush();
    }

    private void stopped(ExitCode exit, String error) {
        RunRecord run = ofRun(exit, error);
        record(run);
        page.ifPresent(file -> file.writeRecord(run));
    }

    private Path record(RunRecord run) {
        Path path = records.file(run.date(), run.run());
        records.storage().replace(path, Json.bytes(run));
        return path;
    }

    private RunRecord ofRun(ExitCode exit, String error) {
        return new RunRecord(
                night.runId(),
                night.date().toString(),
                planned,
                night.started().toString(),
                takenFrom,
                exit.code(),
                error,
                (System.nanoTime() - begin) / 1e9,
                stages,
                expired,
                settings);
    }

    private void progress(String line) {
        err.println(line);
        err.flush();
    }
}
