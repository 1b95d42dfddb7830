package io.github.rerank4j.benchmarks.harness;

/** How a stub endpoint answers. */
record EndpointSettings(
        AnswerShape shape,
        int delayMillis,
        int maxDocuments,
        String window,
        int limit,
        Transport transport,
        int roundTripMillis,
        int stalls) {

    static EndpointSettings of(AnswerShape shape) {
        return new EndpointSettings(shape, 0, Integer.MAX_VALUE, "none", 0, Transport.CLEAR, 0, 0);
    }

    EndpointSettings delayMillis(int delay) {
        return new EndpointSettings(shape, delay, maxDocuments, window, limit, transport, roundTripMillis, stalls);
    }

    EndpointSettings maxDocuments(int documents) {
        return new EndpointSettings(shape, delayMillis, documents, window, limit, transport, roundTripMillis, stalls);
    }

    EndpointSettings limit(String countedBy, int perSecond) {
        return new EndpointSettings(
                shape, delayMillis, maxDocuments, countedBy, perSecond, transport, roundTripMillis, stalls);
    }

    EndpointSettings over(Transport way) {
        return new EndpointSettings(shape, delayMillis, maxDocuments, window, limit, way, roundTripMillis, stalls);
    }

    /** So far away. */
    EndpointSettings roundTripMillis(int millis) {
        return new EndpointSettings(shape, delayMillis, maxDocuments, window, limit, transport, millis, stalls);
    }

    /** Delays that differ as those of a service do, and so many of a hundred responses two seconds later. */
    EndpointSettings stalls(int percent) {
        return new EndpointSettings(
                shape, delayMillis, maxDocuments, window, limit, transport, roundTripMillis, percent);
    }

    Message message() {
        return Message.of("open")
                .with("shape", shape)
                .with("delay", delayMillis)
                .with("documents", maxDocuments)
                .with("window", window)
                .with("limit", limit)
                .with("transport", transport)
                .with("roundTrip", roundTripMillis)
                .with("stalls", stalls);
    }
}
