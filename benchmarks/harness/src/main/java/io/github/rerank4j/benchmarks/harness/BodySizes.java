package io.github.rerank4j.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** G3: time of a call over the size of its body, where Nagle's algorithm and delayed acknowledgements may meet. */
final class BodySizes implements Goal {

    private static final int[] KILOBYTES = {1, 4, 16, 41, 64, 128, 300};
    private static final int CLIFF = 41;
    private static final int DOCUMENTS = 20;
    private static final int AROUND_DOCUMENTS = 150;
    private static final int QUOTES_AND_COMMA = 3;

    private static final List<Peer> PEERS =
            List.of(Peer.SILICONFLOW, Peer.BOUND, Peer.PLAIN, Peer.COHERE, Peer.JINA, Peer.VOYAGE);
    private static final List<Peer> OKHTTP_BASED = List.of(Peer.PLAIN, Peer.COHERE, Peer.JINA);

    @Override
    public void measure(Lab lab, Report report) throws InterruptedException {
        report.goal("G3", "any size of body, median µs of a call");
        measure(lab, "loopback", report);
        if (!Network.canBeOwn()) {
            report.notRun("MTU 1500", "needs root");
            return;
        }
        try (Lab own = new Lab(lab.classPaths(), lab.effort(), Network.MTU_1500)) {
            measure(own, "MTU 1500", report);
        }
    }

    private static void measure(Lab lab, String network, Report report) {
        Contest contest = new Contest(lab, PEERS, UnaryOperator.identity());
        contest.rounds(1, Contest.settle(DOCUMENTS, 200, lab.effort().millis(5000)));
        Map<Integer, Results> results = new LinkedHashMap<>();
        for (int kilobytes : KILOBYTES) {
            contest.rounds(1, latency(lab, kilobytes, 150));
            results.put(kilobytes, contest.rounds(lab.effort().rounds(3), latency(lab, kilobytes, 200)));
        }
        table(network, results, report);
        verdicts(network, results, report);
    }

    private static Message latency(Lab lab, int kilobytes, int millis) {
        return Contest.latency(DOCUMENTS, characters(kilobytes), lab.effort().millis(millis));
    }

    /** Of each of twenty documents that make a body of that size. */
    static int characters(int kilobytes) {
        return (kilobytes * 1024 - AROUND_DOCUMENTS) / DOCUMENTS - QUOTES_AND_COMMA;
    }

    private static void table(String network, Map<Integer, Results> results, Report report) {
        report.remark("On " + network + ":\n");
        String[] header = new String[PEERS.size() + 1];
        header[0] = "KB";
        for (int i = 0; i < PEERS.size(); i++) {
            header[i + 1] = PEERS.get(i).title;
        }
        report.header(header);
        results.forEach((kilobytes, figures) -> {
            String[] row = header.clone();
            row[0] = kilobytes.toString();
            for (int i = 0; i < PEERS.size(); i++) {
                row[i + 1] = figures.shown(PEERS.get(i), "median", "%.0f");
            }
            report.row(row);
        });
    }

    private static void verdicts(String network, Map<Integer, Results> results, Report report) {
        double worst = 0;
        for (Results figures : results.values()) {
            double ratio = figures.ratio(Peer.SILICONFLOW, Peer.BOUND, "median");
            worst = Math.max(worst, ratio);
        }
        report.atMost(network + ": worst size / B", worst, 1.6, "%.2f");
        Results cliff = results.getOrDefault(CLIFF, new Results());
        for (Peer peer : OKHTTP_BASED) {
            double faster = cliff.ratio(peer, Peer.SILICONFLOW, "median");
            report.atLeast(network + ", 41 KB: times faster than " + peer.title, faster, 250, "%.0f");
        }
        double voyage = cliff.ratio(Peer.SILICONFLOW, Peer.VOYAGE, "median");
        report.atMost(network + ", 41 KB: / Voyage", voyage, 0.8, "%.2f");
    }
}
