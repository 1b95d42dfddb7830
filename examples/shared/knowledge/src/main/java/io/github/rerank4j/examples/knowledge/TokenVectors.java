package io.github.rerank4j.examples.knowledge;

import java.util.Arrays;

/**
 * The vectors of a text's tokens, each of length 1.
 *
 * @param count how many tokens there are, at least 1
 * @param byDimension for each dimension the numbers of all tokens: so laid out, many tokens are compared at a time
 */
record TokenVectors(int count, float[][] byDimension) {

    /** Vectors of any length, a row per token. */
    static TokenVectors of(float[][] tokens) {
        float[][] byDimension = new float[tokens[0].length][tokens.length];
        for (int token = 0; token < tokens.length; token++) {
            double length = length(tokens[token]);
            for (int dimension = 0; dimension < byDimension.length; dimension++) {
                byDimension[dimension][token] = (float) (tokens[token][dimension] / length);
            }
        }
        return new TokenVectors(tokens.length, byDimension);
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += number * number;
        }
        // above 0: a vector of zeros stays one
        return Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
    }

    /** The mean, over these tokens, of the cosine with whichever token of the other text is nearest: from -1 to 1. */
    double matchedBy(TokenVectors other) {
        double sum = 0;
        float[] cosines = new float[other.count];
        for (int token = 0; token < count; token++) {
            Arrays.fill(cosines, 0);
            for (int dimension = 0; dimension < byDimension.length; dimension++) {
                addProducts(cosines, byDimension[dimension][token], other.byDimension[dimension]);
            }
            sum += highest(cosines);
        }
        return sum / count;
    }

    private static void addProducts(float[] sums, float factor, float[] numbers) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * numbers[i];
        }
    }

    private static float highest(float[] numbers) {
        float highest = numbers[0];
        for (float number : numbers) {
            highest = Math.max(highest, number);
        }
        return highest;
    }
}
