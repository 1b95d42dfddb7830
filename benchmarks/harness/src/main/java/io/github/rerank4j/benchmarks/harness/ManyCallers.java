package io.github.rerank4j.benchmarks.harness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** G6 and G7: throughput of many threads over what the server's delay alone would allow. */
final class ManyCallers implements Goal {

    private static final int DELAY = 20;
    private static final List<Peer> PEERS = List.of(Peer.SILICONFLOW, Peer.PLAIN, Peer.COHERE, Peer.JINA, Peer.VOYAGE);

    @Override
    public void measure(Lab lab, Report report) {
        Contest contest = new Contest(lab, PEERS, settings -> settings.delayMillis(DELAY));
        report.goal("G6", "128 threads, 20 ms a call, 20 documents of 200 characters");
        Results results = measure(lab, contest, report, new Load(200, 128, 3, 3300));
        report.atLeast("calls/s / ideal", ideal(results, Peer.SILICONFLOW, 128), 0.96, "%.3f");

        report.goal("G7", "16 threads, 20 ms a call, bodies of 40 KB");
        results = measure(lab, contest, report, new Load(2040, 16, 3, 1500));
        report.atLeast("calls/s / ideal", ideal(results, Peer.SILICONFLOW, 16), 0.93, "%.3f");
    }

    private static Results measure(Lab lab, Contest contest, Report report, Load load) {
        int threads = load.threads();
        Message work = Contest.load(load.characters(), threads, lab.effort().millis(load.millis()));
        // the second time all callers are quick enough to be under way at once
        contest.rounds(2, Contest.load(load.characters(), threads, lab.effort().millis(2000)));
        Map<Peer, Integer> before = new EnumMap<>(Peer.class);
        PEERS.forEach(peer -> before.put(peer, contest.connections(peer)));
        Results results = contest.rounds(lab.effort().rounds(load.rounds()), work);

        report.header("client", "calls/s", "/ ideal", "connections opened after warm-up", "per 1,000 calls");
        for (Peer peer : PEERS) {
            int opened = contest.connections(peer) - before.getOrDefault(peer, 0);
            report.row(
                    peer.title,
                    results.shown(peer, "perSecond", "%.0f"),
                    Report.format("%.3f", ideal(results, peer, threads)),
                    Integer.toString(opened),
                    Report.format("%.2f", opened * 1e3 / results.sum(peer, "calls")));
            if (peer == Peer.SILICONFLOW && threads == 128) {
                report.exactly("connections opened after warm-up", opened, 0);
            }
        }
        return results;
    }

    private static double ideal(Results results, Peer peer, int threads) {
        return results.median(peer, "perSecond") * DELAY / 1e3 / threads;
    }

    private record Load(int characters, int threads, int rounds, int millis) {}
}
