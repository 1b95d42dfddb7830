package io.github.rerank4j.benchmarks.harness;

/** G9: a thousand documents through Tencent's twenty requests a second, whichever way it counts them. */
final class Pacing implements Goal {

    private static final int DOCUMENTS = 1000;
    private static final int PER_REQUEST = 20;
    private static final int PER_SECOND = 20;

    @Override
    public void measure(Lab lab, Report report) {
        report.goal("G9", "Tencent, 1,000 documents at 20 requests a second");
        report.header("window", "callers", "seconds", "requests", "rejections");
        Child worker = lab.worker(Peer.TENCENT);
        for (String window : new String[] {"sliding", "calendar"}) {
            for (int callers : new int[] {1, 8}) {
                measure(lab, worker, report, window, callers);
            }
        }
        report.remark(
                "Eight callers share one model and bring 140 or 120 documents each, so that 50 requests hold them."
                        + " Every line has a model and a window of its own.");
    }

    private static void measure(Lab lab, Child worker, Report report, String window, int callers) {
        // connections and code are warm, and the window is empty: it belongs to another endpoint
        Message split = Message.of("split")
                .with("documents", DOCUMENTS)
                .with("characters", 200)
                .with("callers", callers);
        EndpointSettings settings = EndpointSettings.of(AnswerShape.TENCENT).maxDocuments(PER_REQUEST);
        Contest.open(worker, Peer.TENCENT, lab.endpoint(settings), Contest.UNPACED);
        worker.ask(split);
        worker.ask(Message.of("close"));
        Endpoint endpoint = lab.endpoint(settings.limit(window, PER_SECOND));
        Contest.open(worker, Peer.TENCENT, endpoint, 0);
        Results results = new Results();
        results.add(Peer.TENCENT, worker.ask(split));
        worker.ask(Message.of("close"));

        double seconds = results.median(Peer.TENCENT, "millis") / 1e3;
        Message counters = endpoint.counters();
        report.row(
                window,
                Integer.toString(callers),
                results.shown(Peer.TENCENT, "millis", "%.0f ms"),
                counters.text("requests"),
                counters.text("rejections"));
        String what = window + " window, callers: " + callers;
        report.atMost(what + ", seconds", seconds, 2.15, "%.2f");
        report.exactly(what + ", rejections", counters.number("rejections"), 0);
        report.exactly(what + ", requests", counters.number("requests"), DOCUMENTS / PER_REQUEST);
    }
}
