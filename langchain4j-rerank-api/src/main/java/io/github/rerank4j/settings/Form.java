package io.github.rerank4j.settings;

/** In which form a setting's value is written. */
public enum Form {

    /**
     * One text: a {@code String}, {@code Integer}, {@code Double}, {@code Boolean}, {@code Duration} or enum, which
     * frameworks read themselves.
     */
    SCALAR,

    /** One text that only {@link Setting#read} knows how to read. */
    NAME,

    /** Texts, separated by commas where they are in one text. */
    LIST,

    /** Entries, each with a name that the user chooses. */
    ENTRIES,

    /** None: only code can give it. */
    OBJECT
}
