package io.reelrank.workbench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 16, 17, 100, 1000})
    void isABijectionAndInvertUndoesIt(long size) {
        Permutation order = new Permutation(42, size);
        assertThat(LongStream.range(0, size).map(order::apply).sorted())
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
        assertThat(LongStream.range(0, size).map(index -> order.invert(order.apply(index))))
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }
}
