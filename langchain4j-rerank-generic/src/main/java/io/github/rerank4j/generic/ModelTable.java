package io.github.rerank4j.generic;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.spi.ModelTraits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a service take and return; immutable.
 *
 * @param usual the traits of most of them
 * @param rows the traits of those whose names start like a key, in any case; of several that fit, the last counts
 */
record ModelTable(ModelTraits usual, Map<String, ModelTraits> rows) {

    /** The traits of a model. If no row fits, its name may say that it is listwise. */
    ModelTraits of(@Nullable String modelName) {
        ModelTraits own = modelName == null ? null : Statements.find(rows, List.of(modelName), Statements::starts);
        return own == null ? usual.ofNamed(modelName) : own;
    }

    /** Whether all models rank texts alone. */
    boolean textsOnly() {
        Set<ContentType> texts = Set.of(ContentType.TEXT);
        return texts.containsAll(usual.kinds())
                && rows.values().stream().allMatch(traits -> texts.containsAll(traits.kinds()));
    }

    /** A table with the traits of all models changed. */
    ModelTable all(UnaryOperator<ModelTraits> change) {
        Map<String, ModelTraits> changed = new LinkedHashMap<>(rows);
        changed.replaceAll((start, traits) -> change.apply(traits));
        return new ModelTable(change.apply(usual), Collections.unmodifiableMap(changed));
    }

    /** A table with that row at its end, where it counts more than the others; one of the same start is replaced. */
    ModelTable with(String start, ModelTraits traits) {
        return new ModelTable(usual, Statements.last(rows, start, traits));
    }
}
