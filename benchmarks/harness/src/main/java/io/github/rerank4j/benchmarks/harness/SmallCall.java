package io.github.rerank4j.benchmarks.harness;

import java.util.List;
import java.util.function.UnaryOperator;

/** G1 and G5: processor time and allocation of a call with 20 documents of 200 characters. */
final class SmallCall implements Goal {

    private static final double KILO = 1024;

    @Override
    public void measure(Lab lab, Report report) {
        List<Peer> peers = List.of(Peer.SILICONFLOW, Peer.BOUND, Peer.PLAIN, Peer.COHERE, Peer.JINA, Peer.VOYAGE);
        Contest contest = new Contest(lab, peers, UnaryOperator.identity());
        contest.rounds(1, Contest.settle(20, 200, lab.effort().millis(9000)));
        Results results = contest.rounds(
                lab.effort().rounds(6), Contest.latency(20, 200, lab.effort().millis(1000)));

        report.goal("G1", "20 documents of 200 characters, processor time of a call");
        report.header("client", "CPU µs", "ours is x times that", "median µs", "p99 µs", "allocated KB");
        for (Peer peer : peers) {
            report.row(
                    peer.title,
                    results.shown(peer, "cpu", "%.1f"),
                    Report.format("%.2f", results.ratio(Peer.SILICONFLOW, peer, "cpu")),
                    results.shown(peer, "median", "%.1f"),
                    results.shown(peer, "p99", "%.1f"),
                    Report.format("%.1f", results.median(peer, "allocated") / KILO));
        }
        report.atMost("CPU / B", results.ratio(Peer.SILICONFLOW, Peer.BOUND, "cpu"), 1.4, "%.2f");
        report.atMost("CPU / Cohere", results.ratio(Peer.SILICONFLOW, Peer.COHERE, "cpu"), 0.9, "%.2f");
        report.atMost("CPU / Voyage", results.ratio(Peer.SILICONFLOW, Peer.VOYAGE, "cpu"), 0.35, "%.2f");
        report.goal("G5", "allocation of that call: see G1");
        report.atMost("KB allocated", results.median(Peer.SILICONFLOW, "allocated") / KILO, 25, "%.1f");
    }
}
