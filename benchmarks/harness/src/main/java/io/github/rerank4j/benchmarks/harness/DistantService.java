package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** G14: a service a round trip of 20 ms away, over TLS: the first call over a connection, and the tenth. */
final class DistantService implements Goal {

    private static final int ROUND_TRIP_MILLIS = 20;
    private static final int CALLS = 10;
    private static final int DOCUMENTS = 20;
    private static final int SETTLING_KILOBYTES = 41;
    private static final int[] KILOBYTES = {4, 41, 300};

    private static final List<Transport> TRANSPORTS =
            List.of(Transport.HTTP_1, Transport.HTTP_2, Transport.HTTP_2_WIDE);
    private static final List<Peer> OTHERS = List.of(Peer.COHERE, Peer.VOYAGE, Peer.PLAIN);
    private static final List<Peer> PEERS = List.of(Peer.SILICONFLOW, Peer.COHERE, Peer.VOYAGE, Peer.PLAIN);

    @Override
    public void measure(Lab lab, Report report) throws IOException, InterruptedException {
        Network network = Network.canBeOwn() ? Network.MTU_1500 : Network.LOOPBACK;
        try (Lab own = new Lab(lab.classPaths(), lab.effort(), network, Certificate.create())) {
            Map<Peer, Child> workers = new EnumMap<>(Peer.class);
            PEERS.forEach(peer -> workers.put(peer, own.worker(peer)));
            settle(own, workers);

            Map<Transport, Map<Integer, Results>> results = new EnumMap<>(Transport.class);
            for (Transport transport : TRANSPORTS) {
                Map<Integer, Results> sizes = new LinkedHashMap<>();
                for (int kilobytes : KILOBYTES) {
                    sizes.put(kilobytes, connections(own, workers, transport, kilobytes));
                }
                results.put(transport, sizes);
            }
            String where = network == Network.MTU_1500 ? "with an MTU of 1500" : "on the loopback as it is";
            report.goal("G14", "TLS and a round trip of 20 ms " + where + ", ms of a call");
            times(results, report);
            spoken(results, report);
            verdicts(results, report);
        }
    }

    /** Without the distance, so that there are many calls, and many connections. */
    private static void settle(Lab lab, Map<Peer, Child> workers) {
        int characters = BodySizes.characters(SETTLING_KILOBYTES);
        for (Transport transport : List.of(Transport.HTTP_1, Transport.HTTP_2)) {
            workers.forEach((peer, worker) -> {
                Endpoint near = lab.endpoint(EndpointSettings.of(peer.shape).over(transport));
                Contest.open(worker, peer, near, 0);
                worker.ask(Contest.settle(DOCUMENTS, characters, lab.effort().millis(4000)));
            });
            for (int connection = 0; connection < lab.effort().rounds(30); connection++) {
                turn(lab, workers, transport, 0, SETTLING_KILOBYTES, new Results());
            }
        }
    }

    private static Results connections(Lab lab, Map<Peer, Child> workers, Transport transport, int kilobytes) {
        Results results = new Results();
        for (int connection = 0; connection < lab.effort().rounds(9); connection++) {
            turn(lab, workers, transport, ROUND_TRIP_MILLIS, kilobytes, results);
        }
        return results;
    }

    /** One fresh connection for every client, one after the other. */
    private static void turn(
            Lab lab, Map<Peer, Child> workers, Transport transport, int millis, int kilobytes, Results results) {
        workers.forEach((peer, worker) -> {
            EndpointSettings settings =
                    EndpointSettings.of(peer.shape).over(transport).roundTripMillis(millis);
            try (Endpoint endpoint = lab.endpoint(settings)) {
                Message measured = worker.ask(begin(peer, endpoint, kilobytes));
                Message counted = endpoint.counters();
                results.add(
                        peer,
                        measured.with("requests", counted.text("requests"))
                                .with("http2", counted.text("http2"))
                                .with("connections", counted.text("connections")));
            }
        });
    }

    private static Message begin(Peer peer, Endpoint endpoint, int kilobytes) {
        return Message.of("begin")
                .with("client", peer.client)
                .with("url", endpoint.url())
                .with("requestsPerSecond", 0)
                .with("documents", DOCUMENTS)
                .with("characters", BodySizes.characters(kilobytes))
                .with("calls", CALLS);
    }

    private static void times(Map<Transport, Map<Integer, Results>> results, Report report) {
        List<String> header = new ArrayList<>(List.of("offered", "KB", "call"));
        PEERS.forEach(peer -> header.add(peer.title));
        header.add("ours / the best of the others");
        report.header(header.toArray(String[]::new));
        results.forEach((transport, sizes) -> sizes.forEach((kilobytes, figures) -> {
            for (Call call : Call.values()) {
                List<String> row = new ArrayList<>(List.of(transport.title, kilobytes.toString(), call.title));
                PEERS.forEach(peer -> row.add(shown(figures, peer, call)));
                row.add(Report.format("%.2f", ratio(figures, call)));
                report.row(row.toArray(String[]::new));
            }
        }));
    }

    private static String shown(Results figures, Peer peer, Call call) {
        double micros = figures.median(peer, call.figure);
        return Double.isNaN(micros) ? figures.shown(peer, call.figure, "%.1f") : Report.format("%.1f", micros / 1e3);
    }

    private static void spoken(Map<Transport, Map<Integer, Results>> results, Report report) {
        report.remark("Requests and connections that the server has counted; every client made " + CALLS + " calls:\n");
        List<String> header = new ArrayList<>(List.of("offered"));
        PEERS.forEach(peer -> header.add(peer.title));
        report.header(header.toArray(String[]::new));
        results.forEach((transport, sizes) -> {
            List<String> row = new ArrayList<>(List.of(transport.title));
            for (Peer peer : PEERS) {
                double http2 = sum(sizes, peer, "http2");
                double http1 = sum(sizes, peer, "requests") - http2;
                row.add(Report.format("%.0f", http1) + " by HTTP/1.1, " + Report.format("%.0f", http2)
                        + " by HTTP/2, connections: " + Report.format("%.0f", sum(sizes, peer, "connections")));
            }
            report.row(row.toArray(String[]::new));
        });
    }

    private static double sum(Map<Integer, Results> sizes, Peer peer, String figure) {
        return sizes.values().stream()
                .mapToDouble(figures -> figures.sum(peer, figure))
                .sum();
    }

    private static void verdicts(Map<Transport, Map<Integer, Results>> results, Report report) {
        results.forEach((transport, sizes) -> sizes.forEach((kilobytes, figures) -> {
            for (Call call : Call.values()) {
                report.atMost(
                        transport.title + ", " + kilobytes + " KB, " + call.title + " call / the best of the others",
                        ratio(figures, call),
                        1.05,
                        "%.2f");
            }
        }));
    }

    private static double ratio(Results figures, Call call) {
        double best = OTHERS.stream()
                .mapToDouble(peer -> figures.median(peer, call.figure))
                .filter(micros -> !Double.isNaN(micros))
                .min()
                .orElse(Double.NaN);
        return figures.median(Peer.SILICONFLOW, call.figure) / best;
    }

    /** Which of a connection's calls. */
    private enum Call {
        FIRST("first", "first"),
        TENTH("tenth", "last");

        private final String title;
        private final String figure;

        Call(String title, String figure) {
            this.title = title;
            this.figure = figure;
        }
    }
}
