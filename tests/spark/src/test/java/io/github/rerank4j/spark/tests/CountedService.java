package io.github.rerank4j.spark.tests;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.spi.StandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** A service on 127.0.0.1 whose scores depend on query and document alone, and which counts how often it was asked for each. */
final class CountedService implements AutoCloseable {

    static final String KEY = "sk-test";
    static final String MODEL = "jina-reranker-v2-base-multilingual";

    private static final double SCORES = 1L << 32;

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicLong pairs = new AtomicLong();
    private final LocalRerankServer server;

    CountedService(Duration latency) {
        RerankScorer scorer = RerankScorer.each(this::counted);
        this.server = LocalRerankServer.builder()
                .scorer(scorer)
                .standIn(StandIn.of("jina", ScoreScale.PROBABILITY), KEY, List.of())
                .latency(latency)
                .start();
    }

    private double counted(String query, String document) {
        pairs.incrementAndGet();
        asked.computeIfAbsent(query + '\n' + document, pair -> new AtomicInteger())
                .incrementAndGet();
        return score(query, document);
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
