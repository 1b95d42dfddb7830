package io.github.rerank4j.generic;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.HeaderRules;
import io.github.rerank4j.text.OneLine;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a dialect states that no request could have. Never shows the value of a header. */
final class DialectChecks {

    private static final String POINTER = "a JSON pointer such as /name";

    private DialectChecks() {}

    /** What was stated; null is refused. */
    static <T> T given(String statement, @Nullable T value) {
        return given(statement, value, "give a value, or leave it out for the default");
    }

    /** What was stated; null is refused with what to do instead. */
    static <T> T given(String statement, @Nullable T value, String remedy) {
        if (value == null) {
            throw SettingException.of("{%s} is null", "%s", statement, remedy);
        }
        return value;
    }

    /** All that was stated; null is refused. */
    static <T> List<T> allGiven(String statement, T[] values) {
        for (T value : given(statement, values)) {
            given(statement, value);
        }
        return List.of(values);
    }

    /** Where something is in a request. */
    static String pointer(String statement, String pointer) {
        require(given(statement, pointer).startsWith("/"), statement, pointer, POINTER);
        return pointer;
    }

    /** Where something is in a reply. */
    static String place(String statement, String place) {
        return places(statement, place).get(0);
    }

    /** Where something may be in a reply; results are in no header. */
    static List<String> places(String statement, String... places) {
        boolean results = statement.equals("results");
        require(given(statement, places).length > 0 || !results, statement, "no place", POINTER);
        for (String place : places) {
            boolean fits =
                    Place.isInBody(given(statement, place)) || (!results && HeaderRules.problemOf(place) == null);
            require(fits, statement, place, results ? POINTER : POINTER + ", or a header's name");
        }
        return List.of(places);
    }

    /** How a name, a code or words start. */
    static String start(String statement, String start) {
        require(!given(statement, start).isBlank(), statement, start, "a start that is not blank");
        return start;
    }

    private static void require(boolean fits, String statement, String value, String wanted) {
        if (!fits) {
            throw SettingException.of("{%s} has \"%s\"", "give it %s", statement, OneLine.word(value), wanted);
        }
    }

    /**
     * Checks all statements that do not depend on each other.
     *
     * @throws IllegalArgumentException at the first that cannot be
     */
    static void check(RerankDialect dialect) {
        if (dialect.name().isBlank()) {
            throw SettingException.of("the dialect has no name", "set {name(...)}");
        }
        OneLine.checkedName("the dialect's name", dialect.name());
        if (dialect.request.texts().documentForm() == TextForm.PER_DOCUMENT) {
            throw new IllegalArgumentException("PER_DOCUMENT is a form of the query; documents are STRING or OBJECT");
        }
        if (dialect.maxConcurrentRequests < 1) {
            throw SettingException.of(
                    "{maxConcurrentRequests} is %s, but must be at least 1", "", dialect.maxConcurrentRequests);
        }
        dialect.request.fields().keySet().forEach(DialectChecks::requireNoCut);
        dialect.request.pointers().forEach(DialectChecks::requireApart);
        if (dialect.request.mixed() == null && !dialect.models.textsOnly()) {
            throw new IllegalArgumentException("the dialect " + dialect.name()
                    + " ranks more than texts, but does not say where they are in a request; set mixed(...)");
        }
        AddressSettings address = dialect.address;
        address.headers().forEach((name, value) -> requireHeader(dialect.name(), name, value));
        requireHeader(dialect.name(), address.keyHeader(), address.keyPrefix());
    }

    private static void requireNoCut(String pointer) {
        if (!Collections.disjoint(EntryRules.CUTS, List.of(pointer.split("/")))) {
            throw new IllegalArgumentException("the dialect sends " + pointer
                    + ", which cuts the service's list and leaves documents without a score; remove it, and set topN"
                    + " on the RerankRequest instead");
        }
    }

    private static void requireApart(List<String> pointers) {
        for (int i = 0; i < pointers.size(); i++) {
            for (int j = 0; j < pointers.size(); j++) {
                String one = pointers.get(i);
                String other = pointers.get(j);
                if (i != j && (one + '/').startsWith(other + '/')) {
                    throw SettingException.of(
                            "two values of the request are in one place, %s and %s", "move one of them", one, other);
                }
            }
        }
    }

    private static void requireHeader(String dialect, String name, String value) {
        String problem = HeaderRules.problemOf(name);
        if (problem == null && HeaderRules.isReserved(name)) {
            problem = "header " + name + " is one that the client sets itself; remove it";
        }
        if (problem == null) {
            String ofValue = HeaderRules.problemOf(name, value, "its requests");
            problem = ofValue == null ? null : ofValue + "; encode it, or remove the header";
        }
        if (problem != null) {
            throw new IllegalArgumentException("the dialect " + dialect + ": " + problem);
        }
    }
}
