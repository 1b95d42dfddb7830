package io.github.rerank4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rounds of a contest gave. A client with a wrong score, or none, has no figure. */
final class Results {

    private final Map<Peer, List<Message>> answers = new EnumMap<>(Peer.class);

    void add(Peer peer, Message answer) {
        answers.computeIfAbsent(peer, first -> new ArrayList<>()).add(answer);
    }

    /** The median over the rounds; not a number if any round went wrong. */
    double median(Peer peer, String figure) {
        return complaint(peer).isPresent()
                ? Double.NaN
                : median(of(peer).stream()
                        .mapToDouble(answer -> answer.number(figure))
                        .toArray());
    }

    /** The median as text, or what went wrong. */
    String shown(Peer peer, String figure, String format) {
        return complaint(peer).orElseGet(() -> Report.format(format, median(peer, figure)));
    }

    double ratio(Peer one, Peer other, String figure) {
        return median(one, figure) / median(other, figure);
    }

    double sum(Peer peer, String figure) {
        return complaint(peer).isPresent()
                ? Double.NaN
                : of(peer).stream().mapToDouble(answer -> answer.number(figure)).sum();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Optional<String> complaint(Peer peer) {
        return of(peer).stream()
                .map(Message::verb)
                .filter(verb -> !verb.equals("ok"))
                .findFirst();
    }

    private List<Message> of(Peer peer) {
        return answers.getOrDefault(peer, List.of(Message.of("not run")));
    }
}
