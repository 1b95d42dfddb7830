package io.github.rerank4j.faults;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All faults. */
final class Catalogue {
    private Catalogue() {}

    /** Faults that can be tried many at a time. */
    static List<Fault> small() {
        return Stream.concat(
                        Stream.of(ScoreFaults.all(), IndexFaults.all(), EnvelopeFaults.all())
                                .flatMap(List::stream),
                        onOneDialect(Stream.of(
                                        EncodingFaults.all(),
                                        StatusFaults.all(),
                                        RetryAfterFaults.all(),
                                        ConnectionFaults.all(),
                                        TlsFaults.all(),
                                        Http2Faults.all())
                                .flatMap(List::stream)
                                .toList()))
                .toList();
    }

    /** Where a reply's shape does not matter, one dialect stands for its model: each in its turn. */
    private static Stream<Fault> onOneDialect(List<Fault> faults) {
        return IntStream.range(0, faults.size()).mapToObj(number -> {
            Fault fault = faults.get(number);
            return fault.subjects().equals(Subject.ALL) ? fault.on(Subject.ofEachModel(number)) : fault;
        });
    }

    /** Faults that want the memory for themselves. */
    static List<Fault> heavy() {
        return HeavyFaults.all();
    }

    static List<String> names() {
        return Stream.concat(small().stream(), heavy().stream())
                .map(Fault::name)
                .toList();
    }
}
