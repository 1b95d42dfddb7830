package io.github.rerank4j.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Function1;

/**
 * Pending pairs in pieces of a given size. The pairs are brought into ranges by question and document once, of about one
 * task's part of a checkpoint each; a checkpoint is a slice of some of these ranges. So each reads its own part of the
 * shuffle again and nothing else, and the driver knows no more than where the ranges are divided. The rows of a pair are
 * always in one slice, as the next run leaves out all rows of a pair that has a score.
 */
final class Checkpoints {

    /** More would cost the driver and each task of the shuffle more than cutting ranges does. */
    private static final long MOST_RANGES = 10_000;

    private final JavaRDD<Row> ranges;
    private final long size;
    private final long pairs;
    private final ArrayDeque<Slice> slices;

    private Checkpoints(JavaRDD<Row> ranges, long size, long pairs, ArrayDeque<Slice> slices) {
        this.ranges = ranges;
        this.size = size;
        this.pairs = pairs;
        this.slices = slices;
    }

    /**
     * Pairs in pieces.
     *
     * @param pending with their keys
     * @param size how many rows go into one piece at most, except for a pair that has more
     */
    static Checkpoints of(RerankTransform transform, Dataset<Row> pending, RowLayout layout, long size) {
        long pairs = pending.count();
        long tasks =
                Math.min(size, Math.max(1, pending.sparkSession().sparkContext().defaultParallelism()));
        long part = Math.max(1, size / tasks);
        int count = (int) Math.max(1, Math.min(MOST_RANGES, (pairs + part - 1) / part));
        PairColumns columns = transform.columns();
        JavaRDD<Row> ranges = transform
                .sorted(pending.repartitionByRange(
                        count, PairColumns.named(columns.queryId()), PairColumns.named(columns.documentId())))
                .toJavaRDD();
        return new Checkpoints(ranges, size, pairs, slices(ends(ranges, layout, part)));
    }

    /** Where the slices of each range end. */
    private static List<List<Long>> ends(JavaRDD<Row> ranges, RowLayout layout, long part) {
        Function2<Integer, Iterator<Row>, Iterator<List<Long>>> ends =
                (index, rows) -> List.of(endsOf(rows, layout, part)).iterator();
        return ranges.mapPartitionsWithIndex(ends, true).collect();
    }

    /** Ends of slices that are no longer than a part, or all rows of one pair: these are never divided. */
    private static List<Long> endsOf(Iterator<Row> rows, RowLayout layout, long part) {
        List<Long> ends = new ArrayList<>();
        String key = null;
        long end = 0;
        long pair = 0;
        long row = 0;
        for (; rows.hasNext(); row++) {
            String next = layout.key(rows.next());
            if (!Objects.equals(next, key)) {
                end = cut(ends, end, pair, row, part);
                pair = row;
                key = next;
            }
        }
        end = cut(ends, end, pair, row, part);
        if (row > end) {
            ends.add(row);
        }
        return ends;
    }

    /** Cuts before the last pair, or behind it, where it is time to; the end of the last slice. */
    private static long cut(List<Long> ends, long end, long pair, long row, long part) {
        long last = end;
        if (row - last > part && pair > last) {
            ends.add(pair);
            last = pair;
        }
        if (row - last >= part) {
            ends.add(row);
            last = row;
        }
        return last;
    }

    /** The first slice of each range, then the second of each: those that follow each other are of different ranges. */
    private static ArrayDeque<Slice> slices(List<List<Long>> ends) {
        ArrayDeque<Slice> slices = new ArrayDeque<>();
        int most = ends.stream().mapToInt(List::size).max().orElse(0);
        for (int number = 0; number < most; number++) {
            for (int range = 0; range < ends.size(); range++) {
                List<Long> ofRange = ends.get(range);
                if (number < ofRange.size()) {
                    slices.add(new Slice(range, number == 0 ? 0 : ofRange.get(number - 1), ofRange.get(number)));
                }
            }
        }
        return slices;
    }

    /** How many pairs there are in all. */
    long pairs() {
        return pairs;
    }

    boolean hasNext() {
        return !slices.isEmpty();
    }

    /** The next piece, to be scored when it is written. */
    JavaRDD<Row> next(AskPlan plan) {
        List<Slice> piece = piece();
        Set<Integer> indexes = new HashSet<>();
        piece.forEach(slice -> indexes.add(slice.range()));
        Function1<Object, Object> included = (Function1<Object, Object> & Serializable) indexes::contains;
        AskingFunction asking = new AskingFunction(plan);
        Function2<Integer, Iterator<Row>, Iterator<Row>> ask =
                (index, rows) -> asking.call(piece.get(index).of(rows));
        return PartitionPruningRDD.create(ranges.rdd(), included).toJavaRDD().mapPartitionsWithIndex(ask, false);
    }

    /** In the order of the ranges, each once. */
    private List<Slice> piece() {
        List<Slice> piece = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        long room = size;
        for (Slice slice = slices.peek();
                slice != null && (piece.isEmpty() || slice.length() <= room) && seen.add(slice.range());
                slice = slices.peek()) {
            piece.add(slices.remove());
            room -= slice.length();
        }
        piece.sort(Comparator.comparingInt(Slice::range));
        return piece;
    }

    /** Rows of one range, from one position to before another. */
    private record Slice(int range, long from, long to) implements Serializable {

        long length() {
            return to - from;
        }

        Iterator<Row> of(Iterator<Row> rows) {
            for (long skipped = 0; skipped < from && rows.hasNext(); skipped++) {
                rows.next();
            }
            return new Iterator<>() {
                private long left = length();

                @Override
                public boolean hasNext() {
                    return left > 0 && rows.hasNext();
                }

                @Override
                public Row next() {
                    left--;
                    return rows.next();
                }
            };
        }
    }
}
