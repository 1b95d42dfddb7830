package io.github.rerank4j.benchmarks.harness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Several clients that do the same work in turns, so that what disturbs the machine disturbs them alike. */
final class Contest {

    /** More than any client reaches: switches off the pacing that a provider's limit would ask for. */
    static final double UNPACED = 1e6;

    private final Map<Peer, Child> workers = new EnumMap<>(Peer.class);
    private final Map<Peer, Endpoint> endpoints = new EnumMap<>(Peer.class);

    /** Opens every client in a JVM of its own, with an endpoint of its own. */
    Contest(Lab lab, List<Peer> peers, UnaryOperator<EndpointSettings> settings) {
        for (Peer peer : peers) {
            Endpoint endpoint = lab.endpoint(settings.apply(EndpointSettings.of(peer.shape)));
            Child worker = lab.worker(peer);
            endpoints.put(peer, endpoint);
            workers.put(peer, worker);
            open(worker, peer, endpoint, peer == Peer.TENCENT ? UNPACED : 0);
        }
    }

    static void open(Child worker, Peer peer, Endpoint endpoint, double requestsPerSecond) {
        worker.ask(Message.of("open")
                .with("client", peer.client)
                .with("url", endpoint.url())
                .with("requestsPerSecond", requestsPerSecond));
    }

    static Message latency(int documents, int characters, int millis) {
        return Message.of("latency")
                .with("documents", documents)
                .with("characters", characters)
                .with("millis", millis);
    }

    /** At most so long. */
    static Message settle(int documents, int characters, int millis) {
        return Message.of("settle")
                .with("documents", documents)
                .with("characters", characters)
                .with("millis", millis);
    }

    static Message load(int characters, int threads, int millis) {
        return Message.of("load")
                .with("documents", 20)
                .with("characters", characters)
                .with("threads", threads)
                .with("millis", millis);
    }

    /** The same work for every client, one after the other, as many times. */
    Results rounds(int rounds, Message work) {
        Results results = new Results();
        for (int round = 0; round < rounds; round++) {
            workers.forEach((peer, worker) -> results.add(peer, worker.ask(work)));
        }
        return results;
    }

    int connections(Peer peer) {
        Endpoint endpoint = endpoints.get(peer);
        return endpoint == null ? 0 : endpoint.counters().whole("connections");
    }
}
