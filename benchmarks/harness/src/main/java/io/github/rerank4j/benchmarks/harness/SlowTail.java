package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.util.List;

/** G17: a service that stalls now and then, asked by a chain that asks it a second time when it is silent, or does not. */
final class SlowTail implements Goal {

    private static final int CALLS = 10_000;
    private static final int CALLERS = 64;
    private static final int DELAY = 60;
    private static final int STALLS = 2;
    /** The 95th percentile of the service. */
    private static final int HEDGE_AFTER = 110;

    @Override
    public void measure(Lab lab, Report report) throws IOException {
        report.goal(
                "G17",
                CALLS + " calls of " + CALLERS + " callers; a service that takes " + DELAY + " ms at median, and in "
                        + STALLS + " of 100 requests 2 s more; ms of a call");
        report.header("chain", "p50", "p95", "p99", "p99.9", "requests a call", "failed");
        Figures alone = figures(lab, report, "the service alone", 0);
        Figures hedged = figures(lab, report, "asked again after " + HEDGE_AFTER + " ms", HEDGE_AFTER);
        report.atMost("p99, over that without", hedged.p99() / alone.p99(), 0.34, "%.3f");
        report.atMost("requests a call", hedged.requests(), 1.10, "%.3f");
        report.exactly("calls that failed", alone.failed() + hedged.failed(), 0);
    }

    private record Figures(double p99, double requests, double failed) {}

    private static Figures figures(Lab lab, Report report, String title, int hedgeAfter) throws IOException {
        int calls = lab.effort().quick() ? 4 * CALLERS : CALLS;
        Endpoint endpoint = lab.endpoint(
                EndpointSettings.of(AnswerShape.SILICONFLOW).delayMillis(DELAY).stalls(STALLS));
        List<String> arguments =
                List.of(endpoint.url(), String.valueOf(calls), String.valueOf(CALLERS), String.valueOf(hedgeAfter));
        try (Child child = lab.hedging(arguments)) {
            child.line();
            double before = endpoint.counters().number("requests");
            child.goOn();
            String[] figures = child.line().split(" ", -1);
            double requests = (endpoint.counters().number("requests") - before) / calls;
            report.row(
                    title, figures[0], figures[1], figures[2], figures[3], Report.format("%.3f", requests), figures[4]);
            return new Figures(Double.parseDouble(figures[2]), requests, Double.parseDouble(figures[4]));
        }
    }
}
