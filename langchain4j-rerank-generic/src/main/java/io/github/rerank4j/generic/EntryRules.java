package io.github.rerank4j.generic;

import com.fasterxml.jackson.core.JsonPointer;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The entries a user adds to one object of the body, beside those the model writes there itself. */
final class EntryRules {

    // never sent: a service that cuts its list would leave documents without a score
    static final Set<String> CUTS = Set.of("top_n", "top_k", "topN", "topK");

    private final String dialect;
    private final String object;
    private final boolean present;
    private final Set<String> taken = new HashSet<>();

    EntryRules(RerankDialect dialect, String object) {
        this.dialect = dialect.name();
        this.object = object;
        this.present = dialect.request.freeObjects().contains(object);
        dialect.request.pointers().forEach(form -> form.forEach(this::take));
    }

    private void take(String pointer) {
        JsonPointer at = JsonPointer.compile(pointer);
        if (object.equals(at.getMatchingProperty())) {
            taken.add(String.valueOf(at.tail().getMatchingProperty()));
        }
    }

    /**
     * Checks entries a builder got.
     *
     * @throws SettingException if the dialect has no such object, or one of the keys or values is not free
     */
    void check(Map<String, ?> entries) {
        if (!present && !entries.isEmpty()) {
            throw absent();
        }
        entries.keySet().forEach(this::requireFree);
        // what is no JSON value is refused here rather than at the first call
        try {
            Json.write(json -> Json.members(json, entries));
        } catch (IllegalArgumentException noValue) {
            throw SettingException.of("{%s} cannot be sent: %s", "", object, noValue.getMessage());
        }
    }

    /** Puts the entries of a call. */
    void put(Body body, Map<String, Object> entries) {
        if (entries.isEmpty()) {
            return;
        }
        if (!present) {
            throw new UnsupportedFeatureException(absent().getMessage());
        }
        Body inner = body.object(object);
        entries.forEach((key, value) -> {
            requireFree(key);
            inner.put(key, Body.value(key, value));
        });
    }

    private void requireFree(String key) {
        if (CUTS.contains(key)) {
            throw SettingException.of(
                    "{%s} holds \"%s\", which is never sent, because a cut list leaves documents without a score",
                    "set topN on the RerankRequest instead", object, key);
        }
        if (taken.contains(key)) {
            throw SettingException.of(
                    "{%s} holds \"%s\", which the model writes itself",
                    "remove it, and set it through the request or the dialect", object, key);
        }
    }

    private SettingException absent() {
        return SettingException.of(
                "the dialect %s has no \"{%s}\" object in its requests, so entries for it would be lost",
                "remove them, or state fields of the body in the dialect (toBuilder().bodyField(...))",
                dialect,
                object);
    }
}
