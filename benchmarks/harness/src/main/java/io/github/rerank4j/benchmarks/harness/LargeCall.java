package io.github.rerank4j.benchmarks.harness;

import java.util.List;
import java.util.function.UnaryOperator;

/** G4: one request of two megabytes. */
final class LargeCall implements Goal {

    private static final int DOCUMENTS = 1000;
    private static final int CHARACTERS = 2000;
    private static final double BODY = DOCUMENTS * (CHARACTERS + 3.0) + 150;
    private static final double MARGIN = 32 * 1024;

    @Override
    public void measure(Lab lab, Report report) {
        List<Peer> peers = List.of(Peer.SILICONFLOW, Peer.BOUND, Peer.VOYAGE);
        Contest contest = new Contest(lab, peers, UnaryOperator.identity());
        contest.rounds(1, Contest.settle(DOCUMENTS, CHARACTERS, lab.effort().millis(6000)));
        Results results = contest.rounds(
                lab.effort().rounds(5),
                Contest.latency(DOCUMENTS, CHARACTERS, lab.effort().millis(1000)));

        report.goal("G4", "1,000 documents of 2,000 characters in one request");
        report.header("client", "median µs", "CPU µs", "allocated / body");
        for (Peer peer : peers) {
            report.row(
                    peer.title,
                    results.shown(peer, "median", "%.0f"),
                    results.shown(peer, "cpu", "%.0f"),
                    Report.format("%.2f", results.median(peer, "allocated") / BODY));
        }
        report.atMost("median time / Voyage", results.ratio(Peer.SILICONFLOW, Peer.VOYAGE, "median"), 0.8, "%.2f");
        double beyondMargin = (results.median(Peer.SILICONFLOW, "allocated") - MARGIN) / BODY;
        report.atMost("(allocated − 32 KB) / body", beyondMargin, 1.3, "%.2f");
    }
}
