package io.github.rerank4j.benchmarks.harness;

/** G8: more documents than Tencent takes in a request, over the delay D of one. */
final class Batching implements Goal {

    private static final int DELAY = 100;
    private static final int PER_REQUEST = 20;

    @Override
    public void measure(Lab lab, Report report) {
        report.goal("G8", "Tencent, 20 documents a request, D = 100 ms, pacing lifted");
        report.header("client", "100 documents / D", "1,000 documents / D");
        Results hundred = new Results();
        Results thousand = new Results();
        for (Peer peer : new Peer[] {Peer.TENCENT, Peer.TENCENT_SDK}) {
            Child worker = opened(lab, peer);
            int rounds = peer == Peer.TENCENT ? 7 : 1;
            worker.ask(split(20 * PER_REQUEST));
            for (int i = 0; i < lab.effort().rounds(rounds); i++) {
                hundred.add(peer, worker.ask(split(100)));
            }
            if (peer == Peer.TENCENT) {
                worker.ask(split(1000));
            }
            for (int i = 0; i < lab.effort().rounds(rounds); i++) {
                thousand.add(peer, worker.ask(split(1000)));
            }
            report.row(
                    peer.title,
                    Report.format("%.2f", hundred.median(peer, "millis") / DELAY),
                    Report.format("%.2f", thousand.median(peer, "millis") / DELAY));
        }
        report.remark("The SDK is called as users do, with twenty documents at a time.");
        report.atMost("100 documents / D", hundred.median(Peer.TENCENT, "millis") / DELAY, 1.3, "%.2f");
        report.atMost("1,000 documents / D", thousand.median(Peer.TENCENT, "millis") / DELAY, 1.8, "%.2f");
    }

    private static Child opened(Lab lab, Peer peer) {
        Endpoint endpoint =
                lab.endpoint(EndpointSettings.of(peer.shape).delayMillis(DELAY).maxDocuments(PER_REQUEST));
        Child worker = lab.worker(peer);
        Contest.open(worker, peer, endpoint, peer == Peer.TENCENT ? Contest.UNPACED : 0);
        return worker;
    }

    private static Message split(int documents) {
        return Message.of("split")
                .with("documents", documents)
                .with("characters", 200)
                .with("callers", 1);
    }
}
