package io.reelrank.engine.ranker;

import java.util.List;

/** Converts array columns of a row to Java arrays. */
final class FloatArrays {
    private FloatArrays() {}

    static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = values.get(k);
        }
        return floats;
    }
}
