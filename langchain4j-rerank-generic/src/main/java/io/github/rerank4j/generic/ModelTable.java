package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ModelTraits;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a service take and return; immutable.
 *
 * @param usual the traits of most of them
 * @param rows the traits of those whose names start in a certain way; of several that fit, the last counts
 */
record ModelTable(ModelTraits usual, List<Row> rows) {

    /** Traits of models whose names start with a prefix, in any case. */
    record Row(String prefix, ModelTraits traits) {}

    /** The traits of a model. If no row fits, its name may say that it is listwise. */
    ModelTraits of(@Nullable String modelName) {
        String name = modelName == null ? "" : modelName.toLowerCase(Locale.ROOT);
        ModelTraits traits = usual.ofNamed(modelName);
        for (Row row : rows) {
            if (modelName != null && name.startsWith(row.prefix().toLowerCase(Locale.ROOT))) {
                traits = row.traits();
            }
        }
        return traits;
    }

    /** A table with the traits of all models changed. */
    ModelTable all(UnaryOperator<ModelTraits> change) {
        return new ModelTable(
                change.apply(usual),
                rows.stream()
                        .map(row -> new Row(row.prefix(), change.apply(row.traits())))
                        .toList());
    }

    /** A table with one more row, which counts more than those there are. */
    ModelTable with(String prefix, ModelTraits traits) {
        return new ModelTable(
                usual,
                Stream.concat(rows.stream(), Stream.of(new Row(prefix, traits))).toList());
    }
}
