package io.github.rerank4j.spark;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.util.AccumulatorV2;

/** How many pairs failed with which kind of error. Read by heartbeats while a task counts. */
final class FailureCounts extends AccumulatorV2<String, Map<String, Long>> {

    private static final long serialVersionUID = 1L;

    private final ConcurrentSkipListMap<String, Long> counts = new ConcurrentSkipListMap<>();

    @Override
    public boolean isZero() {
        return counts.isEmpty();
    }

    @Override
    public AccumulatorV2<String, Map<String, Long>> copy() {
        FailureCounts copy = new FailureCounts();
        copy.counts.putAll(counts);
        return copy;
    }

    @Override
    public void reset() {
        counts.clear();
    }

    @Override
    public void add(String kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    @Override
    public void merge(AccumulatorV2<String, Map<String, Long>> other) {
        other.value().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    }

    @Override
    public Map<String, Long> value() {
        return new TreeMap<>(counts);
    }
}
