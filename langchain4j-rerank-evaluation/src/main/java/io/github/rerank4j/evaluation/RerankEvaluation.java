package io.github.rerank4j.evaluation;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.text.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks rerankers judged questions, and finds out how well each ranks the same candidates, which differences are more than
 * chance, which threshold fits, and what it costs.
 *
 * <p>Configure it, then {@link #run} it. Not thread-safe, except {@link #cancel} and the listeners.
 */
public final class RerankEvaluation {

    private final Judgments judgments;
    private final Map<String, CountingListener> listeners = new ConcurrentHashMap<>();
    private final Map<String, ScoringModel> rerankers = new LinkedHashMap<>();
    private final Map<String, Price> prices = new LinkedHashMap<>();
    private final Cancelling cancelling = new Cancelling();
    private @Nullable Candidates candidates;
    private List<Metric> metrics = Metric.DEFAULTS;
    private Gain gain = Gain.LINEAR;
    private String baseline = EvaluationReport.RETRIEVAL;
    private List<ThresholdTarget> targets = List.of(ThresholdTarget.recall(0.95));
    private int concurrency = 4;
    private Duration callTimeout = Duration.ofMinutes(5);
    private long seed = 1;
    private ResponseStore store = new ForgetfulStore();
    private Consumer<EvaluationProgress> progress = none -> {};

    private RerankEvaluation(Judgments judgments) {
        this.judgments = judgments;
    }

    /**
     * An evaluation on these questions.
     *
     * @throws IllegalArgumentException if none of them is judged
     */
    public static RerankEvaluation of(Judgments judgments) {
        if (judgments.judgedQueries().isEmpty()) {
            throw new IllegalArgumentException("there is no judged question; say which documents are relevant to one");
        }
        return new RerankEvaluation(judgments);
    }

    /** What retrieval has found. Required; null is refused in {@link #plan} and {@link #run}. */
    public RerankEvaluation candidates(Candidates candidates) {
        this.candidates = candidates;
        return this;
    }

    /**
     * The rerankers by names, in the order of the map, which is that of the report. Default: none, so that retrieval is evaluated alone.
     *
     * @throws IllegalArgumentException if a name is blank, is {@code retrieval}, or has a line break
     */
    public RerankEvaluation rerankers(Map<String, ? extends ScoringModel> rerankers) {
        this.rerankers.clear();
        rerankers.forEach((name, model) -> this.rerankers.put(requireName(name), model));
        return this;
    }

    private static String requireName(String name) {
        OneLine.checkedName("the name of a reranker", Ids.require("the name of a reranker", name));
        if (name.equals(EvaluationReport.RETRIEVAL)) {
            throw new IllegalArgumentException("a reranker has the name " + EvaluationReport.RETRIEVAL
                    + ", which is that of the candidates' own order; give it another one");
        }
        return name;
    }

    /**
     * Computed for every model, in this order, which is that of the report; not empty. The first one decides which losses
     * are shown, and which model the verdict names. Default {@link Metric#DEFAULTS}.
     */
    public RerankEvaluation metrics(List<Metric> metrics) {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics is empty; give at least one, such as ndcg@10");
        }
        this.metrics = List.copyOf(new LinkedHashSet<>(metrics));
        return this;
    }

    /** What a document of a grade is worth in nDCG. Default {@link Gain#LINEAR}. */
    public RerankEvaluation gain(Gain gain) {
        this.gain = gain;
        return this;
    }

    /** The model that the others are compared with in words and pictures. Default {@code retrieval}. */
    public RerankEvaluation baseline(String name) {
        this.baseline = name;
        return this;
    }

    /**
     * What thresholds are to achieve. An empty list chooses no threshold. Default: keep 95 % of the relevant candidates.
     */
    public RerankEvaluation targets(List<ThresholdTarget> targets) {
        this.targets = List.copyOf(new LinkedHashSet<>(targets));
        return this;
    }

    /**
     * How many questions each model has at a time at most, from 1. The models are asked side by side. Default 4.
     */
    public RerankEvaluation concurrency(int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency is " + concurrency + ", but must be at least 1");
        }
        this.concurrency = concurrency;
        return this;
    }

    /**
     * How long a call may take; a shorter time of the model's own counts. A call that has not ended 5 seconds after that is
     * given up. Default 5 minutes.
     */
    public RerankEvaluation callTimeout(Duration callTimeout) {
        if (callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("callTimeout is " + callTimeout + ", but must be longer than zero");
        }
        this.callTimeout = callTimeout;
        return this;
    }

    /** What services charge, by the names of rerankers. Default: none, and then there is no price in the report. */
    public RerankEvaluation prices(Map<String, Price> prices) {
        this.prices.clear();
        this.prices.putAll(prices);
        return this;
    }

    /** What all that is drawn by chance begins with: the same seed and the same answers make the same report. Default 1. */
    public RerankEvaluation seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** What knows answers from before, and keeps those that come. Default: nothing. */
    public RerankEvaluation store(ResponseStore store) {
        this.store = store;
        return this;
    }

    /**
     * What is notified after each question, by the thread that runs the evaluation. What it throws is reported and
     * ignored.
     */
    public RerankEvaluation progress(Consumer<EvaluationProgress> progress) {
        this.progress = progress;
        return this;
    }

    /**
     * A listener that counts the requests of the reranker of that name. Hand it to the builder of its model; for a chain or
     * a cache, to the builders of all members. Models without it have no {@code requests} in the report. Requests for
     * anything but this evaluation are not counted. Thread-safe.
     */
    public RerankListener listener(String name) {
        return listeners.computeIfAbsent(name, none -> new CountingListener());
    }

    /**
     * What {@link #run} is going to ask; asks nobody but the store of answers, and may take as long as reading that and
     * estimating tokens.
     *
     * @throws IllegalArgumentException if candidates are missing, or a name or a question is unknown
     */
    public List<PlannedCalls> plan() {
        Candidates fetched = checked();
        List<PlannedCalls> plan = new ArrayList<>();
        for (EvaluatedModel evaluatedModel : evaluatedModels(fetched)) {
            plan.add(planned(evaluatedModel, fetched));
            evaluatedModel.close();
        }
        return plan;
    }

    private static PlannedCalls planned(EvaluatedModel evaluatedModel, Candidates fetched) {
        long documents = 0;
        long tokens = 0;
        for (JudgedQuery question : evaluatedModel.waiting()) {
            List<Content> texts = new ArrayList<>();
            for (Candidate candidate : fetched.documents(question.id())) {
                if (!candidate.text().isBlank()) {
                    texts.add(TextContent.from(candidate.text()));
                }
            }
            documents += fetched.documents(question.id()).size();
            tokens += Demand.builder()
                    .texts(TextContent.from(question.text()), texts)
                    .build()
                    .tokens();
        }
        return new PlannedCalls(new PlannedCalls.Values(
                evaluatedModel.name(),
                List.copyOf(evaluatedModel.waiting()),
                evaluatedModel.kept(),
                fetched,
                documents,
                tokens));
    }

    /**
     * Asks all questions that have a judgement and candidates, and reports; blocks until then. A question that a reranker
     * fails on is listed with its error and counts 0. Of a reranker that has answered nothing and throws an
     * {@link dev.langchain4j.exception.AuthenticationException} or a
     * {@link dev.langchain4j.exception.ModelNotFoundException} the remaining questions are not asked: they fail too.
     *
     * @throws IllegalArgumentException if candidates are missing, or a name or a question is unknown
     * @throws java.util.concurrent.CancellationException after {@link #cancel}, or if this thread is interrupted, whose
     *     flag is set again; what came before is in the store that {@link #store} was given
     */
    public EvaluationReport run() {
        Candidates fetched = checked();
        List<EvaluatedModel> evaluatedModels = evaluatedModels(fetched);
        try {
            new CallLoop(
                            evaluatedModels,
                            new CallLoop.Settings(fetched, concurrency, callTimeout, store, progress, cancelling))
                    .run();
            return new ReportBuilder(
                            new ReportBuilder.Evidence(judgments, fetched, evaluatedModels), setup(), prices, targets)
                    .report();
        } finally {
            evaluatedModels.forEach(EvaluatedModel::close);
        }
    }

    private EvaluationReport.Setup setup() {
        return new EvaluationReport.Setup(metrics, gain, baseline, concurrency, seed);
    }

    private Candidates checked() {
        Candidates fetched = candidates;
        if (fetched == null) {
            throw new IllegalArgumentException("candidates is not set; give what retrieval has found");
        }
        if (judgments.judgedQueries().stream()
                .allMatch(question -> fetched.documents(question.id()).isEmpty())) {
            throw new IllegalArgumentException("candidates has documents for none of the judged questions; make sure"
                    + " that questions have the same ids in both");
        }
        requireKnown("baseline", baseline);
        prices.keySet().forEach(name -> requireKnown("prices", name));
        return fetched;
    }

    private void requireKnown(String setting, String name) {
        if (!name.equals(EvaluationReport.RETRIEVAL) && !rerankers.containsKey(name)) {
            throw new IllegalArgumentException(setting + " names " + Ids.shown(name)
                    + ", which is no reranker of this evaluation; there are "
                    + String.join(", ", names()));
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(rerankers.keySet());
        names.add(0, EvaluationReport.RETRIEVAL);
        return names;
    }

    private List<EvaluatedModel> evaluatedModels(Candidates fetched) {
        List<EvaluatedModel> evaluatedModels = new ArrayList<>();
        rerankers.forEach((name, model) -> evaluatedModels.add(evaluatedModel(name, model, fetched)));
        return evaluatedModels;
    }

    private EvaluatedModel evaluatedModel(String name, ScoringModel model, Candidates fetched) {
        EvaluatedModel evaluatedModel = new EvaluatedModel(name, model, listeners.get(name));
        for (JudgedQuery question : judgments.judgedQueries()) {
            List<Candidate> found = fetched.documents(question.id());
            if (!found.isEmpty()) {
                evaluatedModel.question(question, store.responses(name, question, found), found.size());
            }
        }
        return evaluatedModel;
    }

    /** Ends {@link #run}, down to the wire, and each later one. May be called by any thread. */
    public void cancel() {
        cancelling.cancel();
    }
}
