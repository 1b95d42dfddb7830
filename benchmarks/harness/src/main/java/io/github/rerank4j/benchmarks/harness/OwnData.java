package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** G15: an evaluation in a fresh JVM, over the time that its servers need, and the report after the last answer. */
final class OwnData implements Goal {

    private static final int QUESTIONS = 200;
    private static final int CANDIDATES = 50;
    private static final int AT_A_TIME = 4;
    private static final int DELAY = 200;

    @Override
    public void measure(Lab lab, Report report) throws IOException {
        int runs = lab.effort().rounds(3);
        int questions = lab.effort().quick() ? 2 * AT_A_TIME : QUESTIONS;
        // the first question of a model is asked alone
        double needed = DELAY * (1 + Math.ceil((questions - 1.0) / AT_A_TIME));
        double[] asking = new double[runs];
        double[] reporting = new double[runs];
        for (int i = 0; i < runs; i++) {
            String[] figures = figures(lab, questions);
            boolean complete = figures.length == 3 && figures[2].equals("0");
            asking[i] = complete ? Double.parseDouble(figures[0]) / needed : Double.NaN;
            reporting[i] = complete ? Double.parseDouble(figures[1]) : Double.NaN;
        }
        report.goal(
                "G15",
                "an evaluation of three models, " + questions + " questions with " + CANDIDATES + " candidates, "
                        + AT_A_TIME + " at a time, a fresh JVM each");
        report.header("part", "median", "of");
        report.row(
                "answers, over the time of the servers", Report.format("%.3f", Results.median(asking)), runs + " runs");
        report.row("statistics and report, ms", Report.format("%.0f", Results.median(reporting)), runs + " runs");
        report.atMost("answers, over the time of the servers", Results.median(asking), 1.10, "%.3f");
        report.atMost("ms of statistics and report", Results.median(reporting), 2000, "%.0f");
    }

    private static String[] figures(Lab lab, int questions) throws IOException {
        Endpoint endpoint =
                lab.endpoint(EndpointSettings.of(AnswerShape.SILICONFLOW).delayMillis(DELAY));
        Path folder = lab.classPaths().target().resolve("evaluation");
        try (Child child = lab.evaluation(List.of(
                endpoint.url(),
                String.valueOf(questions),
                String.valueOf(CANDIDATES),
                String.valueOf(AT_A_TIME),
                folder.toString()))) {
            return child.line().split(" ", -1);
        }
    }
}
