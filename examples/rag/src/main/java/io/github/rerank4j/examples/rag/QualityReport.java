package io.github.rerank4j.examples.rag;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether the right passages came first, before and after reranking. */
final class QualityReport {

    private final Found found;
    private final StandIn standIn;

    QualityReport(Found found, StandIn standIn) {
        this.found = found;
        this.standIn = standIn;
    }

    List<String> render(List<Outcome> outcomes) {
        Table table = table();
        table.row(row("before", found.report(), List.of("", "", "")));
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Measured measured) {
                table.row(row(
                        outcome.provider().name(),
                        measured.model(),
                        moves(measured.evaluated().rankings())));
            } else if (outcome instanceof Failed failed) {
                table.row(outcome.provider().name(), "FAILED " + failed.message());
            }
        }
        List<String> lines = new ArrayList<>(table.render());
        lines.add("");
        Stream.of(notes(), verdicts(outcomes), caveats(outcomes))
                .flatMap(each -> each)
                .flatMap(note -> Layout.wrap(note, Layout.LINE - 2).stream())
                .forEach(line -> lines.add("  " + line));
        return lines;
    }

    private Table table() {
        return new Table(
                Column.text(""),
                Column.number(group(Language.ENGLISH), "hit@1"),
                Column.number(group(Language.ENGLISH), "MRR@10"),
                Column.number(group(Language.CHINESE), "hit@1"),
                Column.number(group(Language.CHINESE), "MRR@10"),
                Column.number("all " + found.rankings().size(), "hit@1"),
                Column.number("all " + found.rankings().size(), "MRR@10"),
                Column.number("right passage", "rose"),
                Column.number("right passage", "stayed"),
                Column.number("right passage", "fell"));
    }

    private String group(Language language) {
        return found.questions(language).size() + " " + language.title();
    }

    private List<String> row(String name, ModelReport report, List<String> moves) {
        Stream<Figures> figures = Stream.of(
                        found.questions(Language.ENGLISH), found.questions(Language.CHINESE), found.questions())
                .map(questions -> Figures.of(report, questions));
        Stream<String> numbers =
                figures.flatMap(each -> Stream.of(percent(each.hitRate()), decimal(each.reciprocalRank())));
        return Stream.of(Stream.of(name), numbers, moves.stream())
                .flatMap(cells -> cells)
                .toList();
    }

    private List<String> moves(List<Ranking> after) {
        return Stream.<IntPredicate>of(move -> move > 0, move -> move == 0, move -> move < 0)
                .map(kind -> Move.all(found.rankings(), after).stream()
                        .mapToInt(Move::places)
                        .filter(kind)
                        .count())
                .map(String::valueOf)
                .toList();
    }

    private Stream<String> notes() {
        long hopeless = found.rankings().stream()
                .filter(ranking -> ranking.place().isEmpty())
                .count();
        return hopeless == 0
                ? Stream.of()
                : Stream.of("For " + hopeless + " of the questions no right passage is among the "
                        + SearchIndex.CANDIDATES + " candidates; no reranker can help there.");
    }

    /** A sentence per provider, or one for several of which the same is true. */
    private Stream<String> verdicts(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .collect(groupingBy(
                        this::verdict,
                        LinkedHashMap::new,
                        mapping(measured -> measured.provider().name(), joining(", "))))
                .entrySet()
                .stream()
                .map(verdict -> verdict.getValue() + ": " + verdict.getKey());
    }

    private String verdict(Measured measured) {
        String languages = Stream.of(Language.values())
                .filter(language -> !found.questions(language).isEmpty())
                .map(language -> comparison(language, measured.model()))
                .collect(joining(", "));
        return languages
                + ". Over all "
                + change("MRR@10", measured.change(Evaluation.RECIPROCAL_RANK))
                + ", "
                + change("hit@1", measured.change(Evaluation.HIT))
                + "."
                + (measured.provider().standIn() ? " That is " + standIn.title() + ", not the provider's model." : "")
                + instability(measured);
    }

    private static String change(String metric, Comparison change) {
        return String.format(
                Locale.ROOT,
                "%s %+.3f (%+.3f to %+.3f%s)",
                metric,
                change.difference(),
                change.low(),
                change.high(),
                change.isSignificant() ? "" : ": perhaps no improvement");
    }

    private Stream<String> caveats(List<Outcome> outcomes) {
        List<Outcome> measured =
                outcomes.stream().filter(Measured.class::isInstance).toList();
        if (measured.isEmpty()) {
            return Stream.of();
        }
        String intervals =
                "In brackets: 95 % intervals of a paired bootstrap, these questions drawn again 10,000 times.";
        boolean flattered =
                measured.stream().anyMatch(outcome -> outcome.provider().standIn());
        return Stream.of(flattered ? (intervals + " " + standIn.caveat()).strip() : intervals);
    }

    private String comparison(Language language, ModelReport after) {
        String from = decimal(figures(found.report(), language).reciprocalRank());
        String to = decimal(figures(after, language).reciprocalRank());
        int order = to.compareTo(from);
        return (order == 0 ? "the same" : order > 0 ? "better" : "WORSE") + " in " + language.title();
    }

    private Figures figures(ModelReport report, Language language) {
        return Figures.of(report, found.questions(language));
    }

    private static String instability(Measured measured) {
        List<Ranking> evaluated = measured.evaluated().rankings();
        List<Ranking> chained = measured.chained().rankings();
        long different = IntStream.range(0, evaluated.size())
                .filter(i -> !evaluated.get(i).order().equals(chained.get(i).order()))
                .count();
        return different == 0
                ? ""
                : " Asked again, in the chain, it gave " + different + " questions another order; the first counts.";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
