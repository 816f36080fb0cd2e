package io.reelrank.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whom a command is about: an id of the tables, with an option or without. */
final class IdArgument {
    @Parameters(paramLabel = "ID", description = "The id, as in the tables.")
    private String plain;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "The same, for an id that begins with a minus, such as --id=-1.")
    private String option;

    String value() {
        return option == null ? plain : option;
    }
}
