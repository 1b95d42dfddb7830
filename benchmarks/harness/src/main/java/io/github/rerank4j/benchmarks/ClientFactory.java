package io.github.rerank4j.benchmarks;

/** The clients of one module, found by {@link java.util.ServiceLoader}. */
@FunctionalInterface
public interface ClientFactory {

    /** A client as a user would build it. */
    RerankClient open(ClientSettings settings);
}
