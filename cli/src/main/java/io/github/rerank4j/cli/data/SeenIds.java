package io.github.rerank4j.cli.data;

/**
 * Which ids have come up, as hashes of 64 bits in eight bytes each: of a million documents, the ids alone would take a
 * fifth of a small heap. Two ids may have one hash, so what was seen has to be looked at again.
 */
final class SeenIds {

    private static final int FIRST = 1 << 12;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final long MIXING = 0xff51afd7ed558ccdL;

    private long[] hashes = new long[FIRST];
    private int count;

    /** Whether it is certain that the id had not come up. */
    boolean add(String id) {
        long hash = hash(id);
        int place = place(hashes, hash);
        if (hashes[place] == hash) {
            return false;
        }
        hashes[place] = hash;
        if (++count > hashes.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[hashes.length * 2];
        for (long hash : hashes) {
            if (hash != 0) {
                larger[place(larger, hash)] = hash;
            }
        }
        hashes = larger;
    }

    private static int place(long[] hashes, long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ (hash >>> 32)) & mask;
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** FNV-1a with a last mixing; never 0, which marks a free place. */
    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * MIXING;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
