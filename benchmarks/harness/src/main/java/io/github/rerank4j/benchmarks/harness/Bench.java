package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * Measures every goal and prints the tables. Argument: the folder of the benchmarks. {@code -Dbench.goals=G1,G5} runs
 * some only; {@code -Dbench.quick=true} runs all so briefly that the figures mean nothing; {@code -Dbench.jvm} gives
 * flags to the workers' JVMs, for a profiler.
 */
final class Bench {

    private static final long PATIENCE_MILLIS = 20 * 60_000L;

    private static final Map<String, Goal> GOALS = goals();

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        ClassPaths classPaths = new ClassPaths(Path.of(arguments[0]).toAbsolutePath());
        clear(classPaths.target().resolve("logs"));
        Effort effort = new Effort(Boolean.getBoolean("bench.quick"));
        Set<String> wanted = Set.of(System.getProperty("bench.goals", "").split(",", -1));
        giveUpInTheEnd();

        Report report = new Report();
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, Goal> goal : GOALS.entrySet()) {
            if (wanted.contains("") || Stream.of(goal.getKey().split(",", -1)).anyMatch(wanted::contains)) {
                measure(goal, new Lab(classPaths, effort, Network.LOOPBACK), report, failed);
            }
        }
        String text = report.text(Machine.description(effort));
        Files.writeString(classPaths.target().resolve("results.md"), text);
        System.out.println("\n" + text);
        failed.forEach(System.out::println);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static void clear(Path logs) throws IOException {
        Files.createDirectories(logs);
        try (Stream<Path> old = Files.list(logs)) {
            for (Path log : old.toList()) {
                Files.delete(log);
            }
        }
    }

    private static void measure(Map.Entry<String, Goal> goal, Lab lab, Report report, List<String> failed) {
        try (lab) {
            goal.getValue().measure(lab, report);
        } catch (Exception failure) {
            failed.add(goal.getKey() + " could not be measured: " + failure);
        }
    }

    private static Map<String, Goal> goals() {
        Map<String, Goal> goals = new LinkedHashMap<>();
        goals.put("G1,G5", new SmallCall());
        goals.put("G2", new SignedCall());
        goals.put("G3", new BodySizes());
        goals.put("G4", new LargeCall());
        goals.put("G6,G7", new ManyCallers());
        goals.put("G8", new Batching());
        goals.put("G9", new Pacing());
        goals.put("G10", new ManyInFlight());
        goals.put("G11", new ColdStart());
        goals.put("G12", new Sizes());
        goals.put("G13", new Parts());
        goals.put("G14", new DistantService());
        goals.put("G15", new OwnData());
        goals.put("G16", new Remembered());
        return goals;
    }

    /** Processes that hang must not keep a machine busy for ever; ending this one ends them. */
    private static void giveUpInTheEnd() {
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                System.err.println("giving up: something hangs");
                System.exit(2);
            }
        };
        new Timer("patience", true).schedule(end, PATIENCE_MILLIS);
    }
}
