package io.github.rerank4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** G10: a thousand asynchronous calls at once, on a Java with virtual threads and on one without. */
final class ManyInFlight implements Goal {

    private static final int DELAY = 200;
    private static final int CALLS = 1000;
    private static final int WARM_UP_ROUNDS = 20;

    @Override
    public void measure(Lab lab, Report report) throws IOException {
        report.goal("G10", "1,000 asynchronous calls in flight, D = 200 ms, warm");
        report.header("Java", "time / D", "platform threads", "threads after close()", "connections after close()");
        measure(lab, Lab.javaHere(), report);
        if (Runtime.version().feature() < 25) {
            Optional<Path> newer = java25();
            if (newer.isPresent()) {
                measure(lab, newer.get(), report);
            } else {
                report.notRun("Java 25", "none is installed");
            }
        }
    }

    private static void measure(Lab lab, Path java, Report report) throws IOException {
        int version = version(java);
        Endpoint endpoint =
                lab.endpoint(EndpointSettings.of(Peer.SILICONFLOW.shape).delayMillis(DELAY));
        Child worker = lab.worker(Peer.SILICONFLOW, java);
        Contest.open(worker, Peer.SILICONFLOW, endpoint, 0);
        Message async = Message.of("async")
                .with("documents", 20)
                .with("characters", 200)
                .with("calls", CALLS);
        for (int i = 0; i < lab.effort().rounds(WARM_UP_ROUNDS); i++) {
            worker.ask(async);
        }
        Results results = new Results();
        for (int i = 0; i < lab.effort().rounds(5); i++) {
            results.add(Peer.SILICONFLOW, worker.ask(async));
        }
        Message left = worker.ask(Message.of("close"));
        int connections = connectionsLeft(endpoint);

        double time = results.median(Peer.SILICONFLOW, "millis") / DELAY;
        double threads = results.median(Peer.SILICONFLOW, "threads");
        report.row(
                Integer.toString(version),
                Report.format("%.2f", time),
                Report.format("%.0f", threads),
                left.text("threads") + " " + left.text("names"),
                Integer.toString(connections));
        String what = "Java " + version;
        report.atMost(what + ", time / D", time, version >= 25 ? 1.5 : 2.2, "%.2f");
        if (version >= 25) {
            report.atMost(what + ", platform threads", threads, 40, "%.0f");
        }
        report.exactly(what + ", threads after close()", left.number("threads"), 0);
        report.exactly(what + ", connections after close()", connections, 0);
    }

    private static int connectionsLeft(Endpoint endpoint) {
        int open = endpoint.counters().whole("open");
        for (int i = 0; open > 0 && i < 100; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            open = endpoint.counters().whole("open");
        }
        return open;
    }

    private static Optional<Path> java25() throws IOException {
        try (Stream<Path> installed =
                Files.isDirectory(Path.of("/usr/lib/jvm")) ? Files.list(Path.of("/usr/lib/jvm")) : Stream.empty()) {
            return Stream.concat(
                            Stream.ofNullable(System.getenv("JAVA_HOME_25")).map(Path::of), installed)
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .filter(java -> version(java) == 25)
                    .findFirst();
        }
    }

    /** The feature version that {@code java -version} prints; 0 if it prints none. */
    private static int version(Path java) {
        try {
            Process process = new ProcessBuilder(java.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = process.inputReader()) {
                String first = Objects.requireNonNullElse(lines.readLine(), "");
                return Integer.parseInt(first.replaceFirst(".*version \"(\\d+).*", "$1"));
            }
        } catch (IOException | NumberFormatException unusable) {
            return 0;
        }
    }
}
