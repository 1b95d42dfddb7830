package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.cli.data.DataReader;
import io.github.rerank4j.cli.data.Dataset;
import io.github.rerank4j.cli.data.Retrieval;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.model.OpenModel;
import io.github.rerank4j.cli.terminal.Confirmation;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.PlannedCalls;
import io.github.rerank4j.evaluation.Price;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.report.ReportFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs an evaluation: reads, estimates, asks the user, asks the models, reports, and looks at the gates. */
public final class EvaluationJob {

    private final Terminal terminal;
    private final EvaluationSettings settings;
    private final Retrieval retrieval;

    /** An evaluation with these settings. */
    public EvaluationJob(Terminal terminal, EvaluationSettings settings, Retrieval retrieval) {
        this.terminal = terminal;
        this.settings = settings;
        this.retrieval = retrieval;
    }

    /**
     * The exit status.
     *
     * @throws IllegalArgumentException if something is wrong before anybody was asked
     * @throws io.github.rerank4j.cli.data.DataException if the data are wrong
     */
    public int run(Models models) throws IOException {
        settings.require();
        Map<String, PriceText> prices = settings.pricesByName();
        Dataset data =
                new DataReader(retrieval).read(settings.data(), settings.asked().limit());
        data.notes().forEach(terminal.err()::println);
        RerankEvaluation evaluation = evaluation(data).prices(priced(prices));
        List<OpenModel> open = models.open(settings.asked().models(), evaluation::listener);
        try {
            evaluation.rerankers(rerankers(open));
            return run(evaluation, new Prepared(data.judgments(), open, prices));
        } finally {
            open.forEach(OpenModel::close);
        }
    }

    /** What is there before anybody is asked. */
    private record Prepared(Judgments judgments, List<OpenModel> open, Map<String, PriceText> prices) {}

    private RerankEvaluation evaluation(Dataset data) {
        EvaluationSettings.Measured measured = settings.measured();
        RerankEvaluation evaluation = RerankEvaluation.of(data.judgments())
                .candidates(data.candidates())
                .metrics(settings.allMetrics())
                .gain(measured.gain())
                .baseline(measured.baseline())
                .concurrency(settings.asked().concurrency())
                .seed(measured.seed());
        return measured.targets().isEmpty() ? evaluation : evaluation.targets(measured.targets());
    }

    private int run(RerankEvaluation evaluation, Prepared prepared) throws IOException {
        out().create();
        Map<String, String> identities =
                prepared.open().stream().collect(Collectors.toMap(OpenModel::name, OpenModel::identity));
        try (ResponsesFile answers = ResponsesFile.open(out(), identities)) {
            if (answers.damaged() > 0) {
                terminal.err()
                        .println(
                                answers.damaged() == 1
                                        ? "1 damaged line in answers.jsonl is skipped; its question is asked again."
                                        : answers.damaged() + " damaged lines in answers.jsonl are skipped; their"
                                                + " questions are asked again.");
            }
            List<PlannedCalls> calls = evaluation.store(answers).plan();
            Plan plan = new Plan(calls, requests(calls, prepared.open()), prepared.prices());
            if (plan.asksAnybody() && !agreed(plan)) {
                terminal.err().println("rerank4j: nothing was asked");
                return ExitStatus.WRONG_USE;
            }
            return ask(evaluation, prepared.judgments());
        }
    }

    /** Into how many requests the questions of each model are packed that are still to be asked. */
    private static Map<String, Long> requests(List<PlannedCalls> calls, List<OpenModel> open) {
        Map<String, OpenModel> models = open.stream().collect(Collectors.toMap(OpenModel::name, Function.identity()));
        return calls.stream()
                .collect(Collectors.toMap(
                        PlannedCalls::model,
                        each -> each.requests()
                                .mapToLong(Objects.requireNonNull(models.get(each.model()))::requestsFor)
                                .sum()));
    }

    private OutFolder out() {
        return settings.written().out();
    }

    private int ask(RerankEvaluation evaluation, Judgments judgments) throws IOException {
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        Interruption interruption = new Interruption(evaluation::cancel);
        try {
            EvaluationReport report = evaluation.progress(progress).run();
            progress.end();
            return reported(report, judgments);
        } catch (CancellationException interrupted) {
            progress.end();
            terminal.err()
                    .println("rerank4j: stopped; what came is in " + out().path()
                            + ", and the same command goes on from there");
            return ExitStatus.INTERRUPTED;
        } finally {
            interruption.end();
        }
    }

    private int reported(EvaluationReport report, Judgments judgments) throws IOException {
        out().write(judgments);
        ReportFolder.of(report).showTexts(settings.written().texts()).write(out().path());
        terminal.out().println(report.verdict());
        Summary.print(report, terminal.out()::println);
        terminal.out().println("report: " + out().path().resolve("report.html"));
        return status(report);
    }

    private int status(EvaluationReport report) {
        List<String> below = settings.measured().gates().stream()
                .flatMap(gate -> gate.failures(report).stream())
                .toList();
        below.forEach(sentence -> terminal.err().println("rerank4j: " + sentence));
        if (report.hasFailures()) {
            return ExitStatus.MODEL_FAILED;
        }
        return below.isEmpty() ? ExitStatus.OK : ExitStatus.BELOW_GATE;
    }

    private boolean agreed(Plan plan) {
        plan.lines().forEach(terminal.err()::println);
        return settings.asked().yes() || !terminal.interactive() || Confirmation.of(terminal, "Send these requests?");
    }

    private static Map<String, Reranker> rerankers(List<OpenModel> open) {
        Map<String, Reranker> rerankers = new LinkedHashMap<>();
        open.forEach(model -> rerankers.put(model.name(), model.reranker()));
        return rerankers;
    }

    private static Map<String, Price> priced(Map<String, PriceText> prices) {
        Map<String, Price> priced = new LinkedHashMap<>();
        prices.forEach((name, price) -> priced.put(name, price.price()));
        return priced;
    }
}
