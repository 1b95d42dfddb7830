package io.github.rerank4j.spark.tests;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.spi.StandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * A service on 127.0.0.1 whose scores depend on query and document alone, and which counts how often it was asked for each
 * and how many requests came in any period.
 */
final class CountedService implements AutoCloseable {

    static final String KEY = "sk-test";
    static final String MODEL = "jina-reranker-v2-base-multilingual";

    /**
     * In so long no more may come than a limiter lets out in a second: it allows for a tenth of a second on the way, and
     * where all JVMs of a test share two cores a request takes up to three.
     */
    static final Duration SECOND_LESS_TRAVEL = Duration.ofMillis(800);

    private static final double SCORES = 1L << 32;

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Queue<Long> moments = new ConcurrentLinkedQueue<>();
    private final AtomicLong pairs = new AtomicLong();
    private final LocalRerankServer server;

    CountedService(Duration latency) {
        this.server = LocalRerankServer.builder()
                .scorer(this::counted)
                .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), KEY, List.of())
                .latency(latency)
                .start();
    }

    private double[] counted(String query, List<String> documents) {
        moments.add(System.nanoTime());
        pairs.addAndGet(documents.size());
        documents.forEach(document -> asked.computeIfAbsent(query + '\n' + document, pair -> new AtomicInteger())
                .incrementAndGet());
        return documents.stream()
                .mapToDouble(document -> score(query, document))
                .toArray();
    }

    private static double score(String query, String document) {
        CRC32 crc = new CRC32();
        crc.update((query + '\n' + document).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() / SCORES;
    }

    String url() {
        return server.url();
    }

    /** How many requests it has got. */
    int requests() {
        return server.requestCount();
    }

    /** How many requests came in the period in which most came. */
    int mostWithin(Duration period) {
        List<Long> sorted = moments.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (sorted.get(last) - sorted.get(first) >= period.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** How many pairs it has scored, one that was there twice counted twice. */
    long pairs() {
        return pairs.get();
    }

    /** How many different pairs it has scored. */
    int differentPairs() {
        return asked.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
