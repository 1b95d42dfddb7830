package io.github.rerank4j.cli.run;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.cli.data.DataReader;
import io.github.rerank4j.cli.data.Dataset;
import io.github.rerank4j.cli.data.Retrieval;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.model.OpenModel;
import io.github.rerank4j.cli.terminal.Confirmation;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.Answer;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.Price;
import io.github.rerank4j.evaluation.Question;
import io.github.rerank4j.evaluation.RerankEvaluation;
import io.github.rerank4j.evaluation.report.ReportFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** Runs an evaluation: reads, estimates, asks the user, asks the models, reports, and looks at the gates. */
public final class Evaluating {

    private final Terminal terminal;
    private final EvaluationSettings settings;
    private final Retrieval retrieval;

    /** An evaluation with these settings. */
    public Evaluating(Terminal terminal, EvaluationSettings settings, Retrieval retrieval) {
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
        Dataset data = new DataReader(retrieval).read(settings.data(), settings.limit());
        data.notes().forEach(terminal.err()::println);
        Judgments judgments = Frozen.judgments(data);
        Candidates candidates = Frozen.candidates(data);
        RerankEvaluation evaluation = RerankEvaluation.of(judgments)
                .candidates(candidates)
                .metrics(settings.allMetrics())
                .gain(settings.gain())
                .baseline(settings.baseline())
                .concurrency(settings.concurrency())
                .seed(settings.seed())
                .prices(priced(prices));
        if (!settings.targets().isEmpty()) {
            evaluation.targets(settings.targets());
        }
        List<OpenModel> open = models.open(settings.models(), evaluation::listener);
        try {
            evaluation.rerankers(rerankers(open));
            return run(evaluation, judgments, candidates, open, prices);
        } finally {
            open.forEach(OpenModel::close);
        }
    }

    private int run(
            RerankEvaluation evaluation,
            Judgments judgments,
            Candidates candidates,
            List<OpenModel> open,
            Map<String, PriceText> prices)
            throws IOException {
        settings.out().create();
        Map<String, String> identities = open.stream().collect(Collectors.toMap(OpenModel::name, OpenModel::identity));
        try (AnswersFile answers = AnswersFile.open(settings.out(), identities)) {
            if (answers.damaged() > 0) {
                terminal.err()
                        .println(
                                answers.damaged() == 1
                                        ? "1 damaged line in answers.jsonl is skipped; its question is asked again."
                                        : answers.damaged() + " damaged lines in answers.jsonl are skipped; their"
                                                + " questions are asked again.");
            }
            evaluation.answers(answers);
            Plan plan = new Plan(evaluation.plan(), requests(open, judgments, candidates, answers), prices);
            if (plan.asksAnybody() && !agreed(plan)) {
                terminal.err().println("rerank4j: nothing was asked");
                return ExitStatus.WRONG_USE;
            }
            return ask(evaluation, judgments);
        }
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
                    .println("rerank4j: stopped; what came is in "
                            + settings.out().path() + ", and the same command goes on from there");
            return ExitStatus.INTERRUPTED;
        } finally {
            interruption.end();
        }
    }

    private int reported(EvaluationReport report, Judgments judgments) throws IOException {
        settings.out().write(judgments);
        settings.out().writeCalibrations(report);
        ReportFolder folder = ReportFolder.of(report).texts(settings.texts());
        folder.write(settings.out().path());
        terminal.out().println(folder.verdict());
        Summary.print(report, terminal.out()::println);
        terminal.out().println("report: " + settings.out().path().resolve("report.html"));
        return status(report);
    }

    private int status(EvaluationReport report) {
        List<String> below = settings.gates().stream()
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
        return settings.yes() || !terminal.interactive() || Confirmation.of(terminal, "Send these requests?");
    }

    /** Into how many requests the questions of each model are packed that are still to be asked. */
    private static Map<String, Long> requests(
            List<OpenModel> open, Judgments judgments, Candidates candidates, AnswersFile answers) {
        Map<String, Long> requests = new LinkedHashMap<>();
        for (OpenModel model : open) {
            long sum = 0;
            for (Question question : judgments.judged()) {
                List<Candidate> documents = candidates.of(question.id());
                boolean kept = answers.answers(model.name(), question, documents).stream()
                        .map(Answer::error)
                        .anyMatch(error -> error.isEmpty());
                sum += kept ? 0 : requests(model, question, documents);
            }
            requests.put(model.name(), sum);
        }
        return requests;
    }

    private static int requests(OpenModel model, Question question, List<Candidate> documents) {
        try {
            return model.requestsFor(RerankRequest.builder()
                    .query(question.text())
                    .documents(documents.stream().map(Candidate::text).toList())
                    .build());
        } catch (RuntimeException cannotBeSent) {
            // the question will fail before a request is sent
            return 0;
        }
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
