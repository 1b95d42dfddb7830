package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One question with its candidates before and after: the one whose right passage rose furthest. */
final class MovesReport {

    private static final int SHOWN = 5;
    private static final int TITLE_WIDTH = 26;

    private final List<Ranking> before;
    private final List<Measured> outcomes;

    MovesReport(List<Ranking> before, List<Outcome> outcomes) {
        this.before = before;
        this.outcomes = outcomes.stream()
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .toList();
    }

    List<String> render() {
        List<Move> moves = outcomes.stream()
                .flatMap(outcome -> Move.all(before, rankings(outcome)).stream())
                .toList();
        List<String> lines = new ArrayList<>();
        moves.stream()
                .max(Comparator.comparingInt(Move::places))
                .ifPresent(best -> lines.addAll(candidates(best.question())));
        moves.stream()
                .min(Comparator.comparingInt(Move::places))
                .filter(worst -> worst.places() < 0)
                .ifPresent(worst -> lines.addAll(lost(worst)));
        return lines;
    }

    private static List<String> lost(Move worst) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  Reranking lost most at " + worst.question().id() + ", from place " + worst.from() + " to "
                + worst.to() + ":");
        lines.addAll(quoted(worst.question()));
        return lines;
    }

    private List<String> candidates(Question question) {
        int number = before.stream().map(Ranking::question).toList().indexOf(question);
        Ranking found = before.get(number);
        List<Ranking> after =
                outcomes.stream().map(outcome -> rankings(outcome).get(number)).toList();
        Table table = table();
        List<FoundPassage> shown = found.candidates().stream()
                .filter(candidate -> isShown(candidate, found, after))
                .toList();
        shown.forEach(candidate -> table.row(row(candidate, found, after)));
        List<String> lines = new ArrayList<>();
        lines.add("  It gained most at " + question.id() + ":");
        lines.addAll(quoted(question));
        lines.add("");
        lines.addAll(table.render());
        lines.add("  * a right passage. " + shown.size() + " of "
                + found.candidates().size() + " candidates are shown: the right ones, and the first " + SHOWN
                + " of each order.");
        return lines;
    }

    private static List<String> quoted(Question question) {
        return Layout.wrap("\"" + question.text() + "\"", Layout.LINE - 2).stream()
                .map(line -> "  " + line)
                .toList();
    }

    private Table table() {
        Stream<Column> fixed = Stream.of(
                Column.text(""),
                Column.text("passage"),
                Column.number("before", "place"),
                Column.number("before", "cosine"));
        Stream<Column> providers = outcomes.stream()
                .flatMap(outcome -> Stream.of(
                        Column.number(outcome.provider().name(), "place"),
                        Column.number(outcome.provider().name(), "score")));
        return new Table(Stream.concat(fixed, providers).toArray(Column[]::new));
    }

    private static boolean isShown(FoundPassage candidate, Ranking found, List<Ranking> after) {
        return isRight(candidate, found)
                || Stream.concat(Stream.of(found), after.stream())
                        .anyMatch(ranking -> ranking.placeOf(candidate.id()) <= SHOWN);
    }

    private static boolean isRight(FoundPassage candidate, Ranking found) {
        return found.question().rightPassages().contains(candidate.id());
    }

    private static List<String> row(FoundPassage candidate, Ranking found, List<Ranking> after) {
        int from = found.placeOf(candidate.id());
        Stream<String> fixed = Stream.of(
                isRight(candidate, found) ? "*" : "",
                Layout.cut(candidate.title(), TITLE_WIDTH),
                String.valueOf(from),
                score(candidate));
        Stream<String> providers = after.stream().flatMap(ranking -> {
            int to = ranking.placeOf(candidate.id());
            return Stream.of(place(from, to), score(ranking.candidates().get(to - 1)));
        });
        return Stream.concat(fixed, providers).toList();
    }

    /** A place and how far it is from the one before. */
    private static String place(int from, int to) {
        String moved = from == to ? "=" : from > to ? "+" + (from - to) : "-" + (to - from);
        return to + " " + Layout.right("(" + moved + ")", 5);
    }

    private static String score(FoundPassage candidate) {
        return String.format(Locale.ROOT, "%.3f", candidate.score());
    }

    private static List<Ranking> rankings(Measured outcome) {
        return outcome.evaluated().rankings();
    }
}
