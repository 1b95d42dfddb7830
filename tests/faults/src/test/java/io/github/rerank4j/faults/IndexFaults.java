package io.github.rerank4j.faults;

import io.github.rerank4j.InvalidReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists whose entries do not say, one for one, which document they are about. */
final class IndexFaults {
    private static final Map<String, String> NO_INDEX_OF_DOCUMENT_1 = Map.ofEntries(
            Map.entry("absent", ""),
            Map.entry("null", "null"),
            Map.entry("negative", "-1"),
            Map.entry("fractional", "1.5"),
            Map.entry("a whole number with a point", "1.0"),
            Map.entry("a whole number with an exponent", "1e0"),
            Map.entry("a number in quotes", "\"1\""),
            Map.entry("true", "true"),
            Map.entry("an array", "[1]"),
            Map.entry("an object", "{}"),
            Map.entry("taken already", "0"),
            Map.entry("one too large", "3"),
            Map.entry("2^31", "2147483648"),
            Map.entry("2^32 + 1, which is 1 in 32 bits", "4294967297"),
            Map.entry("2^64 + 1, which is 1 in 64 bits", "18446744073709551617"),
            Map.entry("below -2^63", "-9223372036854775809"),
            Map.entry("a number of 500 digits", "1".repeat(500)));

    private IndexFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        NO_INDEX_OF_DOCUMENT_1.forEach((name, index) -> faults.add(invalid(Fault.of(
                        "an index that is " + name,
                        scene -> Scene.ok(
                                scene.entries(scene.entry(0), scene.subject().item(index, "0.75"), scene.entry(2)))))
                .on(Subject.INDEXED)));
        faults.addAll(lists());
        faults.addAll(entries());
        return faults;
    }

    private static List<Fault> lists() {
        return List.of(
                invalid(Fault.of(
                        "fewer entries than documents",
                        scene -> Scene.ok(scene.subject().scored("0.1", "0.2")))),
                invalid(Fault.of(
                        "more entries than documents",
                        scene -> Scene.ok(scene.subject().scored("0.1", "0.2", "0.3", "0.4")))),
                invalid(Fault.of(
                        "an empty list", scene -> Scene.ok(scene.subject().scored()))),
                invalid(Fault.of(
                                "a list in which one document stands twice with one score",
                                scene -> Scene.ok(
                                        scene.entries(scene.entry(0), scene.entry(1), scene.entry(1), scene.entry(2)))))
                        .on(Subject.INDEXED),
                Fault.of(
                                "a list in no order at all",
                                scene -> Scene.ok(scene.entries(scene.entry(2), scene.entry(0), scene.entry(1))))
                        .on(Subject.INDEXED)
                        .kept(),
                Fault.of(
                                "a list with the best score first",
                                scene -> Scene.ok(scene.entries(scene.entry(1), scene.entry(2), scene.entry(0))))
                        .on(Subject.INDEXED)
                        .kept());
    }

    private static List<Fault> entries() {
        List<Fault> faults = new ArrayList<>();
        Map.of("null", "null", "a text", "\"0.75\"", "an array", "[1,0.75]", "an empty object", "{}")
                .forEach((name, entry) -> faults.add(invalid(Fault.of(
                        "an entry that is " + name,
                        scene -> Scene.ok(scene.entries(scene.entry(0), entry, scene.entry(2)))))));
        faults.add(invalid(Fault.of(
                        "an entry that is a number where objects belong",
                        scene -> Scene.ok(scene.entries(scene.entry(0), "0.75", scene.entry(2)))))
                .on(Subject.INDEXED));
        faults.add(invalid(
                        Fault.of(
                                "entries with an index where numbers belong",
                                scene -> Scene.ok(
                                        scene.subject()
                                                .listing(
                                                        "[{\"index\":0,\"relevance_score\":0.25},"
                                                                + "{\"index\":1,\"relevance_score\":0.75},{\"index\":2,\"relevance_score\":0.5}]"))))
                .on(Subject.POSITIONAL));
        return faults;
    }

    private static Fault invalid(Fault fault) {
        return fault.fails(InvalidReplyException.class).dropped();
    }
}
