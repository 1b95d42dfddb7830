package io.github.rerank4j.examples.rag;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

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

    private final List<Ranking> before;
    private final StandIn standIn;

    QualityReport(List<Ranking> before, StandIn standIn) {
        this.before = before;
        this.standIn = standIn;
    }

    List<String> render(List<Outcome> outcomes) {
        Table table = table();
        table.row(row("before", before, List.of("", "", "")));
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Measured measured) {
                List<Ranking> after = measured.blocking().rankings();
                table.row(row(outcome.provider().name(), after, moves(after)));
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
                Column.number("all " + before.size(), "hit@1"),
                Column.number("all " + before.size(), "MRR@10"),
                Column.number("right passage", "rose"),
                Column.number("right passage", "stayed"),
                Column.number("right passage", "fell"));
    }

    private String group(Language language) {
        return Metrics.of(before, language).questions() + " " + language.title();
    }

    private static List<String> row(String name, List<Ranking> rankings, List<String> moves) {
        Stream<Metrics> metrics = Stream.of(
                Metrics.of(rankings, Language.ENGLISH), Metrics.of(rankings, Language.CHINESE), Metrics.of(rankings));
        Stream<String> numbers =
                metrics.flatMap(each -> Stream.of(percent(each.hitRate()), decimal(each.reciprocalRank())));
        return Stream.of(Stream.of(name), numbers, moves.stream())
                .flatMap(cells -> cells)
                .toList();
    }

    private List<String> moves(List<Ranking> after) {
        return Stream.<IntPredicate>of(move -> move > 0, move -> move == 0, move -> move < 0)
                .map(kind -> Move.all(before, after).stream()
                        .mapToInt(Move::places)
                        .filter(kind)
                        .count())
                .map(String::valueOf)
                .toList();
    }

    private Stream<String> notes() {
        long hopeless =
                before.stream().filter(ranking -> ranking.place().isEmpty()).count();
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
        List<Ranking> after = measured.blocking().rankings();
        String languages = Stream.of(Language.values())
                .filter(language -> Metrics.of(before, language).questions() > 0)
                .map(language -> comparison(language, after))
                .collect(joining(", "));
        return languages
                + ". Over all "
                + change("MRR@10", Change.of(before, after, Metrics::reciprocalRank))
                + ", "
                + change("hit@1", Change.of(before, after, Metrics::hit))
                + "."
                + (measured.provider().standIn() ? " That is " + standIn.title() + ", not the provider's model." : "")
                + instability(measured);
    }

    private static String change(String metric, Change change) {
        return String.format(
                Locale.ROOT,
                "%s %+.3f (%+.3f to %+.3f%s)",
                metric,
                change.mean(),
                change.low(),
                change.high(),
                change.uncertain() ? ": perhaps no improvement" : "");
    }

    private Stream<String> caveats(List<Outcome> outcomes) {
        List<Outcome> measured =
                outcomes.stream().filter(Measured.class::isInstance).toList();
        if (measured.isEmpty()) {
            return Stream.of();
        }
        String intervals = String.format(
                Locale.ROOT,
                "In brackets: 95 %% intervals of a paired bootstrap, these questions drawn again %,d times.",
                Change.DRAWS);
        boolean flattered =
                measured.stream().anyMatch(outcome -> outcome.provider().standIn());
        return Stream.of(flattered ? (intervals + " " + standIn.caveat()).strip() : intervals);
    }

    private String comparison(Language language, List<Ranking> after) {
        String from = decimal(Metrics.of(before, language).reciprocalRank());
        String to = decimal(Metrics.of(after, language).reciprocalRank());
        int order = to.compareTo(from);
        return (order == 0 ? "the same" : order > 0 ? "better" : "WORSE") + " in " + language.title();
    }

    private static String instability(Measured measured) {
        List<Ranking> blocking = measured.blocking().rankings();
        List<Ranking> async = measured.async().rankings();
        long different = IntStream.range(0, blocking.size())
                .filter(i -> !blocking.get(i).order().equals(async.get(i).order()))
                .count();
        return different == 0
                ? ""
                : " Asked again, asynchronously, it gave " + different + " questions another order; the first counts.";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
