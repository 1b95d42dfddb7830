package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** G13, and encoding and decoding beside it: JMH in a JVM of its own. */
final class Parts implements Goal {

    private static final int SCORE = 4;
    private static final String ALLOCATION = ":gc.alloc.rate.norm";

    @Override
    public void measure(Lab lab, Report report) throws IOException, InterruptedException {
        Path figures = lab.classPaths().target().resolve("jmh.csv");
        run(lab, figures);
        Map<String, Double> scores = scores(figures);
        report.goal("G13", "signing, encoding and decoding alone");
        report.header("part", "µs", "bytes allocated");
        scores.forEach((part, micros) -> {
            if (!part.contains(":")) {
                report.row(
                        part,
                        Report.format("%.3f", micros),
                        Report.format("%.0f", scores.getOrDefault(part + ALLOCATION, Double.NaN)));
            }
        });
        double signing = scores.getOrDefault("SigningBenchmark.sign", Double.NaN);
        double hashing = scores.getOrDefault("SigningBenchmark.hashBody", Double.NaN);
        report.atMost("µs of signing 4 KB without its SHA-256", signing - hashing, 0.8, "%.2f");
        double allocated = scores.getOrDefault("SigningBenchmark.sign" + ALLOCATION, Double.NaN);
        report.atMost("bytes allocated by signing", allocated, 700, "%.0f");
    }

    private static void run(Lab lab, Path figures) throws IOException, InterruptedException {
        String time = lab.effort().quick() ? "50ms" : "700ms";
        List<String> command = new ArrayList<>(
                List.of(Lab.javaHere().toString(), "-cp", lab.classPaths().of("parts"), "org.openjdk.jmh.Main"));
        command.addAll(List.of("-f", "1", "-wi", "4", "-w", time, "-i", "5", "-r", time, "-prof", "gc"));
        command.addAll(List.of("-rf", "csv", "-rff", figures.toString()));
        Process jmh = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        lab.classPaths().target().resolve("logs/jmh.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(jmh::destroyForcibly));
        if (jmh.waitFor() != 0) {
            throw new IOException("JMH failed; see logs/jmh.log");
        }
    }

    /** Class, method and, for the profiler's figures, what was counted; without packages. */
    private static Map<String, Double> scores(Path csv) throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(csv);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String name = cells[0].replace("\"", "").replace("\u00b7", "").replaceFirst("^.*\\.(?=[A-Z])", "");
            scores.put(name, Double.valueOf(cells[SCORE]));
        }
        return scores;
    }
}
