package io.github.rerank4j.benchmarks;

/**
 * How a client is to be built; everything else is its own default.
 *
 * @param client which one, where a module has several
 * @param url the stub server's address, ending with a slash
 * @param requestsPerSecond its pacing; 0 for its own
 */
public record ClientSettings(String client, String url, double requestsPerSecond) {}
