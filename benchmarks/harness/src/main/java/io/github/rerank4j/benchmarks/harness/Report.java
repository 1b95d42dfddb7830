package io.github.rerank4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Markdown that comes out: a line for every promise of a goal, and the tables behind them. */
final class Report {

    private final List<String> verdicts = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private String goal = "";

    /** Begins a goal. */
    void goal(String id, String title) {
        goal = id;
        tables.add("\n### " + id + ": " + title + "\n");
    }

    void atMost(String what, double measured, double limit, String format) {
        verdict(what, "≤ " + format(format, limit), format(format, measured), measured <= limit);
    }

    void atLeast(String what, double measured, double limit, String format) {
        verdict(what, "≥ " + format(format, limit), format(format, measured), measured >= limit);
    }

    void exactly(String what, double measured, double wanted) {
        verdict(what, format("%.0f", wanted), format("%.0f", measured), measured == wanted);
    }

    void notRun(String what, String why) {
        verdicts.add(row(List.of(goal, what, "", "", "not run: " + why)));
    }

    void header(String... cells) {
        tables.add(row(List.of(cells)));
        tables.add("|---" + "|---:".repeat(cells.length - 1) + "|");
    }

    void row(String... cells) {
        tables.add(row(List.of(cells)));
    }

    void remark(String sentence) {
        tables.add("\n" + sentence);
    }

    String text(String machine) {
        return String.join(
                "\n",
                machine,
                "",
                "| goal | what | wanted | measured | |",
                "|---|---|---:|---:|---|",
                String.join("\n", verdicts),
                String.join("\n", tables),
                "");
    }

    static String format(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    private void verdict(String what, String wanted, String measured, boolean met) {
        String line = row(List.of(goal, what, wanted, measured, met ? "met" : "**missed**"));
        verdicts.add(line);
        System.out.println(line);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
