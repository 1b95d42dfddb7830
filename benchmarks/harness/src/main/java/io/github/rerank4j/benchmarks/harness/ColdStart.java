package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** G11: a fresh JVM's time to its first score, and what it has not loaded by then. */
final class ColdStart implements Goal {

    private static final List<String> NOT_NEEDED =
            List.of("com.fasterxml.jackson.databind.ObjectMapper", "sun.security.ssl.SSLContextImpl");

    @Override
    public void measure(Lab lab, Report report) throws IOException {
        int starts = lab.effort().rounds(11);
        double[] ours = new double[starts];
        double[] cohere = new double[starts];
        for (int i = 0; i < starts; i++) {
            ours[i] = millis(lab, Peer.SILICONFLOW, List.of());
            cohere[i] = millis(lab, Peer.COHERE, List.of());
        }
        report.goal("G11", "start of the JVM to the first score, " + starts + " starts each in turns");
        report.header("client", "median ms", "least ms");
        report.row(Peer.SILICONFLOW.title, median(ours), least(ours));
        report.row(Peer.COHERE.title, median(cohere), least(cohere));
        report.atMost("median time / Cohere", Results.median(ours) / Results.median(cohere), 0.75, "%.2f");
        for (Peer peer : new Peer[] {Peer.SILICONFLOW, Peer.GENERIC, Peer.TENCENT}) {
            loaded(lab, peer, report);
        }
    }

    private static void loaded(Lab lab, Peer peer, Report report) throws IOException {
        Path log = lab.classPaths().target().resolve("logs/classes-" + peer.client + ".log");
        Files.deleteIfExists(log);
        millis(lab, peer, List.of("-Xlog:class+load:file=" + log));
        List<String> loaded = Files.readAllLines(log);
        for (String name : NOT_NEEDED) {
            long times = loaded.stream()
                    .filter(line -> line.contains(" " + name + " "))
                    .count();
            report.exactly(peer.title + " over http: " + name + " loaded", (double) times, 0);
        }
    }

    /** Not a number if the score was wrong. */
    private static double millis(Lab lab, Peer peer, List<String> flags) throws IOException {
        Endpoint endpoint = lab.endpoint(EndpointSettings.of(peer.shape));
        long before = System.nanoTime();
        try (Child child = lab.firstScore(peer, endpoint.url(), flags)) {
            boolean right = child.line().equals("ok");
            return right ? (System.nanoTime() - before) / 1e6 : Double.NaN;
        }
    }

    private static String median(double[] millis) {
        return Report.format("%.0f", Results.median(millis));
    }

    private static String least(double[] millis) {
        return Report.format("%.0f", Arrays.stream(millis).min().orElse(Double.NaN));
    }
}
