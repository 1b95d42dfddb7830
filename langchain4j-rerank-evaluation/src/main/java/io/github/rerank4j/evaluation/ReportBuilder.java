package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.ranking.RankedGrades;
import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a report of what rerankers answered, on as many threads as the machine has processors. */
final class ReportBuilder {

    private final Evidence evidence;
    private final EvaluationReport.Setup setup;
    private final Map<String, Price> prices;
    private final List<ThresholdTarget> targets;
    private final List<JudgedQuery> questions;
    private final List<ModelRankings> standings = new ArrayList<>();

    /** What it is made of. */
    record Evidence(Judgments judgments, Candidates candidates, List<EvaluatedModel> evaluatedModels) {}

    ReportBuilder(
            Evidence evidence, EvaluationReport.Setup setup, Map<String, Price> prices, List<ThresholdTarget> targets) {
        this.evidence = evidence;
        this.setup = setup;
        this.prices = prices;
        this.targets = targets;
        this.questions = evidence.judgments().judgedQueries().stream()
                .filter(question -> evidence.judgments().isAnswerable(question.id()))
                .toList();
    }

    EvaluationReport report() {
        standings.add(standing(EvaluationReport.RETRIEVAL, this::retrieved));
        for (EvaluatedModel evaluatedModel : evidence.evaluatedModels()) {
            standings.add(standing(evaluatedModel.name(), question -> reranked(evaluatedModel, question)));
        }
        double[][] means = means();
        List<ModelReport> models = IntStream.range(0, standings.size())
                .parallel()
                .mapToObj(model -> model(model, means))
                .toList();
        return new EvaluationReport(new EvaluationReport.Values(
                setup,
                questions.size(),
                evidence.judgments().judgedQueries().size() - questions.size(),
                ceiling(),
                missed(),
                models,
                Comparisons.all(standings, setup, means),
                thresholds()));
    }

    private interface RankedBy {
        Ranking ranking(JudgedQuery question);
    }

    private ModelRankings standing(String name, RankedBy model) {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        questions.forEach(question -> rankings.put(question.id(), model.ranking(question)));
        return new ModelRankings(name, rankings, setup);
    }

    private Ranking retrieved(JudgedQuery question) {
        return Ranking.inOrder(evidence.candidates().documents(question.id()), grades(question));
    }

    private Ranking reranked(EvaluatedModel evaluatedModel, JudgedQuery question) {
        KeptResponse answer = evaluatedModel.answer(question.id());
        return answer == null
                ? Ranking.inOrder(List.of(), grades(question))
                : Ranking.byScores(evidence.candidates().documents(question.id()), answer.scores(), grades(question));
    }

    private Map<String, Integer> grades(JudgedQuery question) {
        return evidence.judgments().grades(question.id());
    }

    /** The means of each draw of questions, of each model the metrics one after the other. */
    private double[][] means() {
        int metrics = setup.metrics().size();
        double[][] rows = new double[questions.size()][standings.size() * metrics];
        for (int question = 0; question < rows.length; question++) {
            for (int column = 0; column < rows[question].length; column++) {
                rows[question][column] = standings.get(column / metrics).value(column % metrics, question);
            }
        }
        return rows.length == 0
                ? new double[standings.size() * metrics][1]
                : Bootstrap.means(rows, new SplitMix64(setup.seed()));
    }

    private Map<String, Double> ceiling() {
        Map<String, Double> ceiling = new LinkedHashMap<>();
        List<RankedGrades> best = questions.stream()
                .map(question -> retrieved(question).grades().best())
                .toList();
        for (Metric metric : setup.metrics()) {
            ceiling.put(
                    metric.name(),
                    best.stream()
                            .mapToDouble(grades -> metric.value(grades, setup.gain()))
                            .average()
                            .orElse(0));
        }
        return Collections.unmodifiableMap(ceiling);
    }

    private List<String> missed() {
        return questions.stream()
                .filter(question -> !retrieved(question).grades().hasRelevant())
                .map(JudgedQuery::id)
                .toList();
    }

    private ModelReport model(int index, double[][] means) {
        ModelRankings standing = standings.get(index);
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        for (int metric = 0; metric < setup.metrics().size(); metric++) {
            Interval interval = Interval.of(means[index * setup.metrics().size() + metric]);
            metrics.put(
                    setup.metrics().get(metric).name(),
                    new MetricValue(new MetricValue.Values(standing.mean(metric), interval.low(), interval.high())));
        }
        boolean isRetrieval = index == 0;
        EvaluatedModel evaluatedModel =
                isRetrieval ? null : evidence.evaluatedModels().get(index - 1);
        return new ModelReport(new ModelReport.Values(
                standing.name(),
                Collections.unmodifiableMap(metrics),
                standing.ties(),
                standing.judged(),
                standing.perQuery(),
                evaluatedModel == null ? Costs.NONE : Costs.of(evaluatedModel, prices.get(standing.name())),
                evaluatedModel == null ? List.of() : failures(evaluatedModel),
                new ModelReport.Extras(
                        evaluatedModel == null
                                ? null
                                : ScoreFindings.calibration(evaluatedModel, evidence, setup.seed()),
                        evaluatedModel == null ? retrievalRun() : run(evaluatedModel),
                        losses(standing))));
    }

    private List<FailedQuery> failures(EvaluatedModel evaluatedModel) {
        List<FailedQuery> failures = new ArrayList<>();
        for (String question : evaluatedModel.questions()) {
            String error = evaluatedModel.error(question);
            if (error != null) {
                failures.add(
                        new FailedQuery(new FailedQuery.Values(question, error, !evaluatedModel.isNotAsked(question))));
            }
        }
        return List.copyOf(failures);
    }

    private TrecRun run(EvaluatedModel evaluatedModel) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (String question : evaluatedModel.questions()) {
            KeptResponse answer = evaluatedModel.answer(question);
            if (answer != null) {
                List<Candidate> candidates = evidence.candidates().documents(question);
                Map<String, Double> ofOne = new LinkedHashMap<>();
                for (int i = 0; i < candidates.size(); i++) {
                    ofOne.put(candidates.get(i).id(), answer.scores().get(i));
                }
                scores.put(question, ofOne);
            }
        }
        return TrecRun.of(scores);
    }

    /** The candidates' own order has no scores; their places count down. */
    private TrecRun retrievalRun() {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (JudgedQuery question : evidence.judgments().judgedQueries()) {
            List<Candidate> candidates = evidence.candidates().documents(question.id());
            Map<String, Double> ofOne = new LinkedHashMap<>();
            for (int i = 0; i < candidates.size(); i++) {
                ofOne.put(candidates.get(i).id(), (double) candidates.size() - i);
            }
            if (!ofOne.isEmpty()) {
                scores.put(question.id(), ofOne);
            }
        }
        return TrecRun.of(scores);
    }

    private List<WorstLoss> losses(ModelRankings standing) {
        ModelRankings baseline = standings.stream()
                .filter(other -> other.name().equals(setup.baseline()))
                .findFirst()
                .orElseThrow();
        return standing == baseline ? List.of() : Losses.of(baseline, standing, questions, evidence.judgments());
    }

    private List<Threshold> thresholds() {
        return evidence.evaluatedModels().parallelStream()
                .flatMap(evaluatedModel -> targets.stream()
                        .map(target -> ScoreFindings.threshold(evaluatedModel, evidence, target, setup.seed())))
                .toList();
    }
}
