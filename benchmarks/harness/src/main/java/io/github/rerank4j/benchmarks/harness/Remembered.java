package io.github.rerank4j.benchmarks.harness;

import java.util.List;
import java.util.function.UnaryOperator;

/** G16: a call with 20 documents of 1,000 characters whose scores are all known, beside one over the loopback. */
final class Remembered implements Goal {

    private static final int DOCUMENTS = 20;
    private static final int CHARACTERS = 1000;

    @Override
    public void measure(Lab lab, Report report) {
        List<Peer> peers = List.of(Peer.SILICONFLOW, Peer.CACHED);
        Contest contest = new Contest(lab, peers, UnaryOperator.identity());
        contest.rounds(1, Contest.settle(DOCUMENTS, CHARACTERS, lab.effort().millis(9000)));
        Results results = contest.rounds(
                lab.effort().rounds(6),
                Contest.latency(DOCUMENTS, CHARACTERS, lab.effort().millis(1000)));

        report.goal("G16", DOCUMENTS + " documents of " + CHARACTERS + " characters whose scores are known");
        report.header("client", "CPU µs", "median µs", "p99 µs", "allocated bytes");
        for (Peer peer : peers) {
            report.row(
                    peer.title,
                    results.shown(peer, "cpu", "%.1f"),
                    results.shown(peer, "median", "%.1f"),
                    results.shown(peer, "p99", "%.1f"),
                    results.shown(peer, "allocated", "%.0f"));
        }
        report.atMost("µs a document", results.median(Peer.CACHED, "median") / DOCUMENTS, 10, "%.2f");
        report.atMost("bytes allocated a document", results.median(Peer.CACHED, "allocated") / DOCUMENTS, 400, "%.0f");
        report.atMost(
                "CPU / that of a call over the loopback",
                results.ratio(Peer.CACHED, Peer.SILICONFLOW, "cpu"),
                1.0 / 3,
                "%.3f");
    }
}
