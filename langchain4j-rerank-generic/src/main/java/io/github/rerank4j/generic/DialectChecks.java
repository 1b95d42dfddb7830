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
        return given(statement, value, "leave it out for the default");
    }

    /** What was stated; null is refused with what to do instead. */
    static <T> T given(String statement, @Nullable T value, String otherwise) {
        if (value == null) {
            throw SettingException.of("{%s} is null", "give a value, or %s", statement, otherwise);
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
        boolean fits = Place.isInBody(given(statement, place)) || HeaderRules.problemOf(place) == null;
        require(fits, statement, place, POINTER + ", or a header's name");
        return place;
    }

    /** Where something may be in a reply. */
    static List<String> places(String statement, String... places) {
        for (String place : given(statement, places)) {
            place(statement, place);
        }
        return List.of(places);
    }

    /** Where results may be, which no header holds. */
    static List<String> results(String... pointers) {
        List<String> all = allGiven("results", pointers);
        require(!all.isEmpty(), "results", "", POINTER);
        for (String pointer : all) {
            require(Place.isInBody(pointer), "results", pointer, POINTER);
        }
        return all;
    }

    /** How a name, a code or words start. */
    static String start(String statement, String start) {
        require(!given(statement, start).isBlank(), statement, start, "what does not fit everything");
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
        dialect.request.forms().forEach(form -> requireApart(dialect.request.pointers(form)));
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
                if (i != j && (pointers.get(i) + '/').startsWith(pointers.get(j) + '/')) {
                    throw new IllegalArgumentException("two values of the request are in one place, " + pointers.get(i)
                            + " and " + pointers.get(j) + "; move one of them");
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
