package io.github.rerank4j.benchmarks.harness;

/** How a stub endpoint answers. */
record EndpointSettings(AnswerShape shape, int delayMillis, int maxDocuments, String window, int limit) {

    static EndpointSettings of(AnswerShape shape) {
        return new EndpointSettings(shape, 0, Integer.MAX_VALUE, "none", 0);
    }

    EndpointSettings delayMillis(int delay) {
        return new EndpointSettings(shape, delay, maxDocuments, window, limit);
    }

    EndpointSettings maxDocuments(int documents) {
        return new EndpointSettings(shape, delayMillis, documents, window, limit);
    }

    EndpointSettings limit(String countedBy, int perSecond) {
        return new EndpointSettings(shape, delayMillis, maxDocuments, countedBy, perSecond);
    }

    Message message() {
        return Message.of("open")
                .with("shape", shape)
                .with("delay", delayMillis)
                .with("documents", maxDocuments)
                .with("window", window)
                .with("limit", limit);
    }
}
