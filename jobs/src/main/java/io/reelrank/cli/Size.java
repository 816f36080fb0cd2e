package io.reelrank.cli;

import io.reelrank.workbench.speed.RaceSize;

/** The sizes of a benchmark as users type them. */
enum Size {
    S,
    M,
    L,
    SHORT;

    RaceSize size() {
        return switch (this) {
            case S -> RaceSize.S;
            case M -> RaceSize.M;
            case L -> RaceSize.L;
            case SHORT -> RaceSize.SHORT;
        };
    }
}
