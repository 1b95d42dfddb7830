package io.github.rerank4j.internal.packing;

/** Cuts a row of passages into requests: the fewest that the limits allow, and as equal in number as these allow. */
final class EvenSplit {

    private final int[] reach;
    private final int[] needed;

    /**
     * @param reach for each passage the end of the longest request that begins with it; above its position, and never
     *     below that of the passage before
     */
    EvenSplit(int[] reach) {
        this.reach = reach;
        this.needed = new int[reach.length + 1];
        for (int from = reach.length - 1; from >= 0; from--) {
            needed[from] = 1 + needed[reach[from]];
        }
    }

    /** How many requests there are. */
    int requests() {
        return needed[0];
    }

    /** The end of the request that begins there, where so many are left, this one included. */
    int end(int from, int left) {
        int fair = from + (reach.length - from + left - 1) / left;
        int end = Math.min(fair, reach[from]);
        while (needed[end] > left - 1) {
            end++;
        }
        return end;
    }
}
