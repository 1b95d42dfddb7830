package io.github.rerank4j.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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
 * shuffle again and nothing else, and the driver knows no more than how large the ranges are.
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
     * @param size how many go into one piece at most
     */
    static Checkpoints of(RerankTransform transform, Dataset<Row> pending, long size) {
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
        return new Checkpoints(ranges, size, pairs, slices(lengths(ranges), part));
    }

    private static List<Long> lengths(JavaRDD<Row> ranges) {
        Function2<Integer, Iterator<Row>, Iterator<Long>> length = (index, rows) -> {
            long rowsOfRange = 0;
            for (; rows.hasNext(); rows.next()) {
                rowsOfRange++;
            }
            return List.of(rowsOfRange).iterator();
        };
        return ranges.mapPartitionsWithIndex(length, true).collect();
    }

    /** The first slice of each range, then the second of each: those that follow each other are of different ranges. */
    private static ArrayDeque<Slice> slices(List<Long> lengths, long part) {
        ArrayDeque<Slice> slices = new ArrayDeque<>();
        boolean more = true;
        for (long from = 0; more; from += part) {
            more = false;
            for (int range = 0; range < lengths.size(); range++) {
                if (lengths.get(range) > from) {
                    slices.add(new Slice(range, from, Math.min(lengths.get(range), from + part)));
                    more = true;
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
                slice != null && slice.length() <= room && seen.add(slice.range());
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
