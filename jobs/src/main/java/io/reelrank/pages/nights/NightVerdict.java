package io.reelrank.pages.nights;

import io.reelrank.core.publication.Publication;
import io.reelrank.core.stage.RunRecord;
import io.reelrank.core.stage.StageSummary;
import io.reelrank.core.stage.StageSummary.State;
import io.reelrank.core.tables.DriftChecks;
import io.reelrank.core.tables.GateResults;
import io.reelrank.pages.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a night is well.
 *
 * @param level the worst of the findings
 * @param headline the verdict in a sentence
 * @param lead what happened, what readers see, and what to do
 * @param findings the reasons, the worst first
 */
record NightVerdict(Wellness level, String headline, List<String> lead, List<NightFinding> findings) {
    private static final int MOST_WORDS = 1500;
    private static final int MOST_FINDING = 300;
    private static final double MANY_REJECTED = 0.05;
    private static final String PUBLISHING = "serve";

    private static final int REFUSED = 3;
    private static final int LOCKED = 75;
    private static final int STOPPED = 143;
    private static final Map<Integer, String> REMEDIES = Map.of(
            1,
            "This is a bug of reelrank: report it with run.json and the stack trace of the log.",
            2,
            "Correct the setting that the message names, and run again.",
            REFUSED,
            "It can wait for the morning: look at the refused checks below and at the model card before anything is changed.",
            4,
            "Get or correct the file that the message names, and run again: finished stages are reused.",
            5,
            "Look at the path that the message names: rights, space, network. Then run again: finished stages are reused.",
            LOCKED,
            "Nothing has to be done: another run works on this storage root.",
            STOPPED,
            "Run again: finished stages are reused.");

    private static final String UNUSUAL_INPUT =
            "Look at the unusual figures below. If the files are wrong, deliver them again and run again. If they are right, run"
                    + " this night with --set drift.on-unusual=warn.";

    static NightVerdict of(NightFacts facts, NightStages stages, QualityFigures quality) {
        List<NightFinding> findings = new ArrayList<>();
        findings.add(published(facts));
        input(facts, findings);
        gate(facts, findings);
        quality(quality, findings);
        stages(stages, findings);
        rejected(facts.tables().collected(), findings);
        faults(facts, findings);
        RunRecord run = facts.run();
        Wellness level = run.exitCode() != 0
                ? Wellness.ILL
                : findings.stream()
                        .map(NightFinding::level)
                        .max(Comparator.naturalOrder())
                        .orElse(Wellness.WELL);
        findings.sort(Comparator.comparing(NightFinding::level).reversed());
        return new NightVerdict(
                level,
                hasUnusualInput(facts)
                        ? "The input is unusual, and nothing was trained."
                        : headline(run, level, stages),
                lead(facts),
                findings);
    }

    private static String headline(RunRecord run, Wellness level, NightStages stages) {
        String part = run.planned().isEmpty() || run.planned().contains(PUBLISHING)
                ? "The night"
                : "This part of a night, to %s,"
                        .formatted(run.planned().get(run.planned().size() - 1));
        return switch (run.exitCode()) {
            case 0 ->
                switch (level) {
                    case WELL -> part + " is well.";
                    case LOOK -> part + " is done. Somebody should look at it in the morning.";
                    case ILL -> part + " is done, and something is not well.";
                };
            case REFUSED -> "The gate refused the night.";
            case LOCKED -> "This run lost the storage root to another run.";
            case STOPPED -> part + " was stopped before its end.";
            default ->
                stages.failed()
                        .map(stage -> "%s failed in stage %s.".formatted(part, stage.stage()))
                        .orElse(part + " failed before its first stage.");
        };
    }

    private static List<String> lead(NightFacts facts) {
        RunRecord run = facts.run();
        List<String> lead = new ArrayList<>();
        // Refused checks and figures are among the findings.
        boolean isTold = run.exitCode() == REFUSED
                && (hasUnusualInput(facts) || !facts.tables().checks().isEmpty());
        if (!run.error().isEmpty() && !isTold) {
            lead.add(PlainText.of(run.error(), MOST_WORDS));
        }
        if (hasUnusualInput(facts)) {
            lead.add(UNUSUAL_INPUT);
        } else if (run.exitCode() != 0 && REMEDIES.containsKey(run.exitCode())) {
            lead.add(REMEDIES.get(run.exitCode()));
        }
        return lead;
    }

    private static NightFinding published(NightFacts facts) {
        Optional<Publication> seen = facts.published().seen();
        String section = "versions";
        if (facts.isPublished()) {
            boolean isStale = seen.stream().anyMatch(publication -> Instant.parse(publication.validUntil())
                    .isBefore(Instant.parse(publication.created())));
            return new NightFinding(
                    isStale ? Wellness.LOOK : Wellness.WELL,
                    seen.map(publication -> "Readers see what this run published: %s and %s, valid until %s%s."
                                    .formatted(
                                            EnglishText.count(publication.rows(), "row", "rows"),
                                            EnglishText.count(
                                                    publication.pages().size(), "page", "pages"),
                                            EnglishText.moment(publication.validUntil()),
                                            isStale
                                                    ? ", which was over when it was published, as the day is an old one"
                                                    : ""))
                            .orElse("Readers see what this run published."),
                    section);
        }
        if (seen.isEmpty()) {
            return new NightFinding(
                    facts.run().exitCode() == 0 ? Wellness.LOOK : Wellness.ILL,
                    facts.published().current().isEmpty()
                            ? "Nothing is published."
                            : "Readers are led to %s, whose manifest cannot be read: run reelrank verify."
                                    .formatted(facts.published().current()),
                    section);
        }
        Publication publication = seen.get();
        boolean isOfTonight = publication.date().equals(facts.run().date());
        return new NightFinding(
                isOfTonight ? Wellness.WELL : Wellness.LOOK,
                "Readers see the night of %s, which run %s published; it is valid until %s."
                        .formatted(publication.date(), publication.run(), EnglishText.moment(publication.validUntil())),
                section);
    }

    private static boolean hasUnusualInput(NightFacts facts) {
        return facts.run().exitCode() == REFUSED
                && new DriftTable(facts.tables().drift()).count(DriftChecks.REFUSED) > 0;
    }

    private static void input(NightFacts facts, List<NightFinding> findings) {
        DriftTable drift = new DriftTable(facts.tables().drift());
        for (String outcome : List.of(DriftChecks.REFUSED, DriftChecks.WARNED)) {
            drift.rows(outcome)
                    .forEach(row -> findings.add(new NightFinding(
                            outcome.equals(DriftChecks.REFUSED) ? Wellness.ILL : Wellness.LOOK,
                            "Unusual: %s: %s."
                                    .formatted(
                                            DriftTable.title(row),
                                            PlainText.of(row.getAs(DriftChecks.FINDING), MOST_FINDING)),
                            "input")));
        }
        if (!drift.rows().isEmpty()
                && drift.rows().size() == drift.count(DriftChecks.USUAL) + drift.count(DriftChecks.SKIPPED)) {
            findings.add(
                    new NightFinding(Wellness.WELL, "Figures of the input: %s.".formatted(drift.summary()), "input"));
        }
    }

    private static void gate(NightFacts facts, List<NightFinding> findings) {
        ChecksTable checks = new ChecksTable(facts.tables().checks());
        if (checks.rows().isEmpty()) {
            return;
        }
        checks.rows().stream()
                .filter(row -> row.<String>getAs(GateResults.OUTCOME).equals(GateResults.REFUSED))
                .forEach(row -> findings.add(new NightFinding(
                        Wellness.ILL,
                        "Refused: %s: %s."
                                .formatted(
                                        PlainText.of(row.getAs(GateResults.CHECK)),
                                        PlainText.of(row.getAs(GateResults.FINDING), MOST_FINDING)),
                        "gate")));
        if (checks.count(GateResults.REFUSED) == 0) {
            findings.add(new NightFinding(Wellness.WELL, "The gate's checks: %s.".formatted(checks.summary()), "gate"));
        }
        long notApplied = facts.run().stages().stream()
                .flatMap(stage -> stage.notes().keySet().stream())
                .filter(note -> note.startsWith("not applied, "))
                .count();
        if (notApplied > 0) {
            findings.add(new NightFinding(
                    Wellness.LOOK,
                    "%s did not hold and refused nothing, as the numbers are small."
                            .formatted(EnglishText.count(notApplied, "check", "checks")),
                    "gate"));
        }
    }

    private static void quality(QualityFigures quality, List<NightFinding> findings) {
        String metric = QualityFigures.COMPARED.get(0);
        quality.verdict(metric)
                .ifPresent(words -> findings.add(new NightFinding(quality.standing(metric), words, "quality")));
    }

    private static void stages(NightStages stages, List<NightFinding> findings) {
        for (StageHistory stage : stages.all()) {
            if (stage.isSlow()) {
                findings.add(new NightFinding(
                        Wellness.LOOK,
                        "%s took %s; usual are %s."
                                .formatted(
                                        stage.name(),
                                        EnglishText.time(
                                                stage.tonight().orElseThrow().seconds()),
                                        stage.usualSeconds()),
                        "stages"));
            }
            if (stage.hasUnusualRows()) {
                findings.add(new NightFinding(
                        Wellness.LOOK,
                        "%s read %s; on %d nights before it were %s to %s."
                                .formatted(
                                        stage.name(),
                                        EnglishText.count(
                                                stage.tonight().orElseThrow().rowsIn(), "row", "rows"),
                                        stage.rows().size(),
                                        EnglishText.whole(stage.rows().get(0)),
                                        EnglishText.whole(
                                                stage.rows().get(stage.rows().size() - 1))),
                        "stages"));
            }
        }
        if (stages.nights() >= StageHistory.FEWEST_NIGHTS
                && stages.all().stream().noneMatch(stage -> stage.isSlow() || stage.hasUnusualRows())) {
            findings.add(new NightFinding(
                    Wellness.WELL,
                    "No stage took unusually long or read unusually many or few rows, beside %s before."
                            .formatted(EnglishText.count(stages.nights(), "night", "nights")),
                    "stages"));
        }
    }

    private static void rejected(List<NightFacts.CollectedCount> collected, List<NightFinding> findings) {
        long all = collected.stream().mapToLong(NightFacts.CollectedCount::rows).sum();
        long rejected = NightRows.rejected(collected);
        if (all > 0) {
            findings.add(new NightFinding(
                    rejected > MANY_REJECTED * all ? Wellness.LOOK : Wellness.WELL,
                    "%s of %s rows of tonight's files were rejected, %s."
                            .formatted(
                                    EnglishText.whole(rejected),
                                    EnglishText.whole(all),
                                    EnglishText.percent((double) rejected / all)),
                    "rows"));
        }
    }

    private static void faults(NightFacts facts, List<NightFinding> findings) {
        for (StageSummary stage : facts.run().stages()) {
            stage.notes().forEach((note, value) -> {
                if (note.startsWith("pages ")) {
                    findings.add(new NightFinding(
                            Wellness.LOOK,
                            "%s: %s: %s".formatted(stage.stage(), note, PlainText.of(value, MOST_FINDING)),
                            "notes"));
                }
            });
        }
        if (!facts.run().takenFrom().isEmpty()) {
            findings.add(new NightFinding(
                    Wellness.LOOK,
                    "It took over from a run that left no record: %s"
                            .formatted(PlainText.of(facts.run().takenFrom(), MOST_FINDING)),
                    ""));
        }
        facts.run().expired().stream()
                .filter(line -> line.startsWith("not all"))
                .forEach(line -> findings.add(new NightFinding(
                        Wellness.LOOK,
                        "Not all that expired was deleted: " + PlainText.of(line, MOST_FINDING),
                        "storage")));
        if (!facts.unread().isEmpty()) {
            findings.add(new NightFinding(
                    Wellness.LOOK,
                    "This page lacks %s that could not be read; the first: %s"
                            .formatted(
                                    EnglishText.count(facts.unread().size(), "part", "parts"),
                                    PlainText.of(facts.unread().get(0), MOST_FINDING)),
                    ""));
        }
        if (facts.run().stages().stream().anyMatch(stage -> stage.state() == State.REUSED)) {
            findings.add(new NightFinding(
                    Wellness.WELL,
                    "%s reused from an earlier run."
                            .formatted(EnglishText.count(
                                    facts.run().stages().stream()
                                            .filter(stage -> stage.state() == State.REUSED)
                                            .count(),
                                    "stage was",
                                    "stages were")),
                    "stages"));
        }
    }
}
