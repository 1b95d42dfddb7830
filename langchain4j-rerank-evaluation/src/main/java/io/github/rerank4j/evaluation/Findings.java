package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.ranking.RankedGrades;
import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.Chance;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a report of what rerankers answered, on as many threads as the machine has processors. */
final class Findings {

    private final Material material;
    private final EvaluationReport.Setup setup;
    private final Map<String, Price> prices;
    private final List<ThresholdTarget> targets;
    private final List<Question> questions;
    private final List<Standing> standings = new ArrayList<>();

    /** What it is made of. */
    record Material(Judgments judgments, Candidates candidates, List<Contestant> contestants) {}

    Findings(
            Material material, EvaluationReport.Setup setup, Map<String, Price> prices, List<ThresholdTarget> targets) {
        this.material = material;
        this.setup = setup;
        this.prices = prices;
        this.targets = targets;
        this.questions = material.judgments().judged().stream()
                .filter(question -> material.judgments().isAnswerable(question.id()))
                .toList();
    }

    EvaluationReport report() {
        standings.add(standing(EvaluationReport.RETRIEVAL, this::retrieved));
        for (Contestant contestant : material.contestants()) {
            standings.add(standing(contestant.name(), question -> reranked(contestant, question)));
        }
        double[][] means = means();
        List<ModelReport> models = IntStream.range(0, standings.size())
                .parallel()
                .mapToObj(model -> model(model, means))
                .toList();
        return new EvaluationReport(new EvaluationReport.Values(
                setup,
                questions.size(),
                material.judgments().judged().size() - questions.size(),
                ceiling(),
                models,
                Comparisons.all(standings, setup, means),
                thresholds()));
    }

    private interface RankedBy {
        Ranking ranking(Question question);
    }

    private Standing standing(String name, RankedBy model) {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        questions.forEach(question -> rankings.put(question.id(), model.ranking(question)));
        return new Standing(name, rankings, setup);
    }

    private Ranking retrieved(Question question) {
        return Ranking.inOrder(material.candidates().of(question.id()), grades(question));
    }

    private Ranking reranked(Contestant contestant, Question question) {
        Answer answer = contestant.answer(question.id());
        return answer == null
                ? Ranking.inOrder(List.of(), grades(question))
                : Ranking.byScores(material.candidates().of(question.id()), answer.scores(), grades(question));
    }

    private Map<String, Integer> grades(Question question) {
        return material.judgments().grades(question.id());
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
                : Bootstrap.means(rows, new Chance(setup.seed()));
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
                            .mapToDouble(grades -> metric.of(grades, setup.gain()))
                            .average()
                            .orElse(0));
        }
        return Collections.unmodifiableMap(ceiling);
    }

    private ModelReport model(int index, double[][] means) {
        Standing standing = standings.get(index);
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        for (int metric = 0; metric < setup.metrics().size(); metric++) {
            Interval interval = Interval.of(means[index * setup.metrics().size() + metric]);
            metrics.put(
                    setup.metrics().get(metric).name(),
                    new MetricValue(new MetricValue.Values(standing.mean(metric), interval.low(), interval.high())));
        }
        boolean isRetrieval = index == 0;
        Contestant contestant = isRetrieval ? null : material.contestants().get(index - 1);
        return new ModelReport(new ModelReport.Values(
                standing.name(),
                Collections.unmodifiableMap(metrics),
                standing.ties(),
                standing.judged(),
                standing.perQuery(),
                contestant == null ? Costs.NONE : Costs.of(contestant, prices.get(standing.name())),
                contestant == null ? List.of() : failures(contestant),
                new ModelReport.Extras(
                        contestant == null ? null : ScoreFindings.calibration(contestant, material, setup.seed()),
                        contestant == null ? retrievalRun() : run(contestant),
                        losses(standing))));
    }

    private List<FailedQuery> failures(Contestant contestant) {
        List<FailedQuery> failures = new ArrayList<>();
        for (String question : contestant.asked()) {
            String error = contestant.error(question);
            if (error != null) {
                failures.add(new FailedQuery(new FailedQuery.Values(question, error)));
            }
        }
        return List.copyOf(failures);
    }

    private TrecRun run(Contestant contestant) {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (String question : contestant.asked()) {
            Answer answer = contestant.answer(question);
            if (answer != null) {
                List<Candidate> candidates = material.candidates().of(question);
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
        for (Question question : material.judgments().judged()) {
            List<Candidate> candidates = material.candidates().of(question.id());
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

    private List<WorstLoss> losses(Standing standing) {
        Standing baseline = standings.stream()
                .filter(other -> other.name().equals(setup.baseline()))
                .findFirst()
                .orElseThrow();
        return standing == baseline ? List.of() : Losses.of(baseline, standing, questions, material.judgments());
    }

    private List<Threshold> thresholds() {
        return material.contestants().parallelStream()
                .flatMap(contestant -> targets.stream()
                        .map(target -> ScoreFindings.threshold(contestant, material, target, setup.seed())))
                .toList();
    }
}
