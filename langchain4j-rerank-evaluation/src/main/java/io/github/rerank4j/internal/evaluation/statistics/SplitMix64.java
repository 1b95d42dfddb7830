package io.github.rerank4j.internal.evaluation.statistics;

/**
 * Numbers by chance, the same ones for the same seed on every JDK: SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast
 * Splittable Pseudorandom Number Generators", 2014). Not thread-safe.
 */
public final class SplitMix64 {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    /** Numbers that a seed stands for. */
    public SplitMix64(long seed) {
        this.state = seed;
    }

    /** 64 bits. */
    public long bits() {
        state += STEP;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from 0 up to one below the bound, which is at least 1. */
    public int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /** The numbers from 0 up to one below the bound, in an order by chance. */
    public int[] shuffled(int bound) {
        int[] numbers = new int[bound];
        for (int i = 0; i < bound; i++) {
            int other = below(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
