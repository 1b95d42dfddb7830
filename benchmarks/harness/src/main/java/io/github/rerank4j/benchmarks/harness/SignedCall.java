package io.github.rerank4j.benchmarks.harness;

import java.util.List;
import java.util.function.UnaryOperator;

/** G2: time of a signed call to Tencent. */
final class SignedCall implements Goal {

    @Override
    public void measure(Lab lab, Report report) {
        List<Peer> peers = List.of(Peer.TENCENT, Peer.TENCENT_SDK);
        Contest contest = new Contest(lab, peers, UnaryOperator.identity());
        contest.rounds(1, Contest.settle(20, 200, lab.effort().millis(9000)));
        Results results = contest.rounds(
                lab.effort().rounds(5), Contest.latency(20, 200, lab.effort().millis(700)));

        report.goal("G2", "Tencent, 20 documents of 200 characters with signing, pacing lifted");
        report.header("client", "median µs", "p99 µs", "CPU µs", "allocated bytes");
        for (Peer peer : peers) {
            report.row(
                    peer.title,
                    results.shown(peer, "median", "%.1f"),
                    results.shown(peer, "p99", "%.1f"),
                    results.shown(peer, "cpu", "%.1f"),
                    results.shown(peer, "allocated", "%.0f"));
        }
        report.atMost("median time / SDK", results.ratio(Peer.TENCENT, Peer.TENCENT_SDK, "median"), 0.07, "%.3f");
    }
}
