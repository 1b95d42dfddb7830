package io.github.rerank4j.benchmarks.harness;

/** An open endpoint of the stub server. */
record Endpoint(Child server, String scheme, int port) implements AutoCloseable {

    String url() {
        return scheme + "://127.0.0.1:" + port + "/";
    }

    /** Requests, http2, rejections, connections, open, mostAtOnce: since it was opened. */
    Message counters() {
        return server.ask(Message.of("counters").with("port", port));
    }

    @Override
    public void close() {
        server.ask(Message.of("close").with("port", port));
    }
}
