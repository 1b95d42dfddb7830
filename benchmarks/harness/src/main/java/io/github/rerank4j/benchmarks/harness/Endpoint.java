package io.github.rerank4j.benchmarks.harness;

/** An open endpoint of the stub server. */
record Endpoint(Child server, int port) {

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Requests, rejections, connections, open, mostAtOnce: since it was opened. */
    Message counters() {
        return server.ask(Message.of("counters").with("port", port));
    }
}
