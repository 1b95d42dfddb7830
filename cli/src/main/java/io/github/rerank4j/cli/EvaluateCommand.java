package io.github.rerank4j.cli;

import io.github.rerank4j.cli.data.DataFiles;
import io.github.rerank4j.cli.evaluation.EvaluationJob;
import io.github.rerank4j.cli.evaluation.EvaluationSettings;
import io.github.rerank4j.cli.evaluation.Gate;
import io.github.rerank4j.cli.evaluation.OutFolder;
import io.github.rerank4j.cli.evaluation.PriceText;
import io.github.rerank4j.cli.model.ModelChoice;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.search.Bm25Retrieval;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Gain;
import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.ThresholdTarget;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Evaluates models. */
@Command(
        name = "evaluate",
        description =
                "Asks models judged questions, and reports which ranks best, with which threshold and at what cost.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR|FILE",
            description = "Questions, judgements and documents: a BEIR folder, JSON in lines ({\"query\":..,"
                    + " \"documents\":[..], \"relevant\":[0,3]}), CSV or TSV (query, document, relevant), or"
                    + " sentence-transformers' form (query, positive, negative).")
    private @Nullable Path data;

    @Option(
            names = "--corpus",
            paramLabel = "FILE",
            description = "Documents, where they are in a file of their own: id, title, text.")
    private @Nullable Path corpus;

    @Option(names = "--queries", paramLabel = "FILE", description = "Questions in a file of their own: id, text.")
    private @Nullable Path queries;

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Judgements (qrels), as trec_eval or BEIR writes them.")
    private @Nullable Path qrels;

    @Option(
            names = "--candidates",
            paramLabel = "FILE",
            description =
                    "What retrieval found, as a TREC run. Without it, and without candidates.trec in the folder, BM25"
                            + " over the corpus.")
    private @Nullable Path candidates;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME=SPEC",
            description = "A model and what to call it; once for each. SPEC is PROVIDER[:MODEL][@URL], or @FILE.")
    private List<String> models = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "The folder of the report and of all answers. A second run goes on where the first ended.")
    private Path out = Path.of("");

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "The model that the others are compared with. Default: retrieval, the candidates' own order.")
    private String baseline = EvaluationReport.RETRIEVAL;

    @Option(
            names = "--metrics",
            paramLabel = "M,M",
            description = "The metrics, the deciding one first. Default: ndcg@10,rr@10,map,p@5,recall@10,success@1.")
    private @Nullable String metrics;

    @Option(
            names = "--gain",
            paramLabel = "linear|exp",
            description =
                    "The gain of a grade in nDCG: linear, the grade itself, or exp, 2^grade - 1. Default: linear.")
    private String gain = "linear";

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N judged questions. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many questions a model is asked at a time. Default: 4.")
    private int concurrency = 4;

    @Option(
            names = "--price",
            paramLabel = "NAME=P/1M",
            description = "The price of a million tokens, such as sf=0.02/1M.")
    private List<String> prices = List.of();

    @Option(
            names = "--target",
            paramLabel = "recall=R|precision=P",
            description = "What a threshold is to achieve. Default: recall=0.95.")
    private List<String> targets = List.of();

    @Option(
            names = "--gate",
            paramLabel = "[NAME:]METRIC>=BOUND",
            description =
                    "Ends with status 1 if a model's mean is below BOUND: a number, or baseline plus or minus one,"
                            + " such as baseline-0.01. Without NAME, for every model but retrieval and the baseline.")
    private List<String> gates = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of all random draws; the same seed gives the same report. Default: 1.")
    private long seed = 1;

    @Option(names = "--no-texts", description = "Leaves questions and documents out of the report.")
    private boolean noTexts;

    @Option(names = "--yes", description = "Starts without asking you first.")
    private boolean yes;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        RerankProviders providers = Models.providers();
        EvaluationSettings settings = new EvaluationSettings(
                new DataFiles(data, corpus, queries, qrels, candidates),
                asked(providers),
                measured(),
                new EvaluationSettings.Written(new OutFolder(out), !noTexts));
        return new EvaluationJob(terminal, settings, new Bm25Retrieval()).run(new Models(providers, terminal));
    }

    private EvaluationSettings.Asked asked(RerankProviders providers) {
        return new EvaluationSettings.Asked(
                models.stream()
                        .map(written -> ModelChoice.named(providers, written))
                        .toList(),
                limit,
                concurrency,
                prices.stream().map(PriceText::of).toList(),
                yes);
    }

    private EvaluationSettings.Measured measured() {
        return new EvaluationSettings.Measured(
                metrics(),
                gain(),
                baseline,
                targets.stream().map(ThresholdTarget::of).toList(),
                gates.stream().map(Gate::of).toList(),
                seed);
    }

    private List<Metric> metrics() {
        return metrics == null
                ? Metric.DEFAULTS
                : List.of(metrics.split(",", -1)).stream()
                        .map(name -> Metric.of(name.strip()))
                        .toList();
    }

    private Gain gain() {
        return switch (gain.toLowerCase(Locale.ROOT)) {
            case "linear" -> Gain.LINEAR;
            case "exp" -> Gain.EXPONENTIAL;
            default ->
                throw new IllegalArgumentException(
                        "--gain is \"" + OneLine.word(gain) + "\", but must be linear or exp");
        };
    }
}
