package io.github.rerank4j.generic;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.HeaderName;
import io.github.rerank4j.text.OneLine;

/** Finds what a dialect states that no request could have. Never shows the value of a header. */
final class DialectChecks {

    private DialectChecks() {}

    /**
     * Checks all statements that do not depend on each other's places.
     *
     * @throws IllegalArgumentException at the first that cannot be
     */
    static void check(DialectSettings dialect) {
        if (dialect.name.isBlank()) {
            throw SettingException.of("the dialect has no name", "set {name(...)}");
        }
        OneLine.checkedName("the dialect's name", dialect.name);
        if (dialect.documentForm == TextForm.PER_DOCUMENT) {
            throw new IllegalArgumentException("PER_DOCUMENT is a form of the query; documents are STRING or OBJECT");
        }
        if (dialect.maxConcurrentRequests < 1) {
            throw SettingException.of(
                    "{maxConcurrentRequests} is %s, but must be at least 1", "", dialect.maxConcurrentRequests);
        }
        dialect.headers.forEach((name, value) -> requireHeader(dialect.name, name, value));
        requireHeader(dialect.name, dialect.authHeader, dialect.authPrefix);
    }

    private static void requireHeader(String dialect, String name, String value) {
        if (name == null || !HeaderName.isToken(name)) {
            throw new IllegalArgumentException("the dialect " + dialect + ": " + HeaderName.NONE);
        }
        if (HeaderName.isReserved(name)) {
            throw new IllegalArgumentException("the dialect " + dialect + " has a header " + name
                    + ", which each request gets as it is sent; remove it");
        }
        if (value == null || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the dialect " + dialect + ": the value of "
                    + HeaderName.told(name, "its requests")
                    + " is null or not printable ASCII; encode it, or remove"
                    + " the header");
        }
    }
}
