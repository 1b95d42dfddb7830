package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.EvaluationProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How far each model is, at which rate, and how long it will take: on a terminal a line that changes, elsewhere a new line
 * every ten seconds. For the thread of the evaluation.
 */
final class ProgressLine implements Consumer<EvaluationProgress> {

    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final LongSupplier clock;
    private final long start;
    private final Map<String, EvaluationProgress> latest = new LinkedHashMap<>();
    private long shownAt;
    private int width;

    ProgressLine(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.shownAt = start;
    }

    @Override
    public void accept(EvaluationProgress progress) {
        latest.put(progress.model(), progress);
        long now = clock.getAsLong();
        boolean last = progress.allDone() == progress.allTotal();
        long pause = (terminal.interactive() ? ON_TERMINAL : ELSEWHERE).toNanos();
        if (now - shownAt < pause && !(last && terminal.interactive())) {
            return;
        }
        shownAt = now;
        show(line(progress, (now - start) / NANOS));
    }

    private String line(EvaluationProgress progress, double seconds) {
        int kept = latest.values().stream().mapToInt(EvaluationProgress::known).sum();
        double rate = seconds > 0 ? (progress.allDone() - kept) / seconds : 0;
        String models = latest.values().stream()
                .map(each -> each.model() + " " + each.done() + "/" + each.total()
                        + (each.failed() == 0 ? "" : " (" + each.failed() + " failed)"))
                .collect(Collectors.joining(", "));
        String left =
                rate > 0 ? ", " + clock(Math.round((progress.allTotal() - progress.allDone()) / rate)) + " left" : "";
        return models + String.format(Locale.ROOT, ", %.1f questions/s", rate) + left;
    }

    private static String clock(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private void show(String line) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            terminal.err().flush();
            width = line.length();
        } else {
            terminal.err().println(line);
        }
    }

    /** Leaves the line, if there is one. */
    void end() {
        if (width > 0) {
            terminal.err().println();
            width = 0;
        }
    }
}
