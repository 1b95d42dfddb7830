package io.github.rerank4j.generic;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the models of a service take and return: most of them, and those whose names start in a certain way. */
final class ModelTable {

    private ModelTraits usual = ModelTraits.pointwise(ScoreScale.UNKNOWN);
    private final List<Row> rows = new ArrayList<>();

    /** Traits of models whose names start with a prefix, in any case. */
    record Row(String prefix, ModelTraits traits) {}

    ModelTable copy() {
        ModelTable copy = new ModelTable();
        copy.usual = usual;
        copy.rows.addAll(rows);
        return copy;
    }

    ModelTraits usual() {
        return usual;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The traits of a model; of the rows that fit, the last one counts. If none does, its name may say that it is listwise. */
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

    /** Changes the traits of all models. */
    void all(UnaryOperator<ModelTraits> change) {
        usual = change.apply(usual);
        rows.replaceAll(row -> new Row(row.prefix(), change.apply(row.traits())));
    }

    void add(String prefix, ModelTraits traits) {
        rows.add(new Row(prefix, traits));
    }
}
