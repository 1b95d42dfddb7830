package io.github.rerank4j.faults;

import io.github.rerank4j.InvalidReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scores that are none, and such as only look strange. */
final class ScoreFaults {
    private static final Map<String, String> NO_NUMBERS = Map.ofEntries(
            Map.entry("null", "null"),
            Map.entry("the bare word NaN", "NaN"),
            Map.entry("the text NaN", "\"NaN\""),
            Map.entry("the bare word Infinity", "Infinity"),
            Map.entry("the bare word -Infinity", "-Infinity"),
            Map.entry("1e400, which no double can hold", "1e400"),
            Map.entry("-1e400, which no double can hold", "-1e400"),
            Map.entry("an integer of 400 digits, which no double can hold", "9".repeat(400)),
            Map.entry("an exponent that no integer can hold", "1e99999999999"),
            Map.entry("a number in quotes", "\"0.75\""),
            Map.entry("an empty text", "\"\""),
            Map.entry("true", "true"),
            Map.entry("false", "false"),
            Map.entry("an object", "{\"value\":0.75}"),
            Map.entry("an empty object", "{}"),
            Map.entry("an array of one number", "[0.75]"),
            Map.entry("a hexadecimal number", "0x1"),
            Map.entry("a number with a plus", "+0.75"),
            Map.entry("a number without a digit in front of its point", ".75"),
            Map.entry("a number without a digit behind its point", "1."),
            Map.entry("a number with a leading zero", "00.75"),
            Map.entry("a number with a decimal comma", "0,75"),
            Map.entry("two minus signs", "--1"),
            Map.entry("5,000 digits", "0." + "7".repeat(5000)));

    private ScoreFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        NO_NUMBERS.forEach((name, score) -> faults.add(Fault.of(
                        "a score that is " + name,
                        scene -> Scene.ok(scene.subject().scored("0.25", score, "0.5")))
                .fails(InvalidReplyException.class)
                .dropped()));
        faults.add(Fault.of(
                        "an entry without a score",
                        scene -> Scene.ok(
                                scene.entries(scene.entry(0), scene.subject().item("1", ""), scene.entry(2))))
                .on(Subject.INDEXED)
                .fails(InvalidReplyException.class)
                .dropped());
        faults.addAll(strange());
        return faults;
    }

    private static List<Fault> strange() {
        return List.of(
                right("a score of minus zero", "-0.0", -0.0),
                right("a score too small for a normal double", "1e-320", 1e-320),
                right("a score that rounds to zero", "1e-400", 0.0),
                right("a score as large as a double can be", "1.7976931348623157E308", Double.MAX_VALUE),
                right("a score of 900 digits", "0.75" + "0".repeat(900), 0.75),
                right("a score that is an integer", "1", 1.0),
                right("a score that is an integer of 40 digits", "1" + "0".repeat(39), 1e39),
                right("a score with an exponent", "7.0E-6", 7.0E-6),
                right("a score that is a logit", "-19.681953", -19.681953),
                right("a score above one", "1.5", 1.5));
    }

    private static Fault right(String name, String json, double expected) {
        return Fault.of(name, scene -> Scene.ok(scene.subject().scored("0.25", json, "0.5")))
                .scores(0.25, expected, 0.5)
                .kept();
    }
}
