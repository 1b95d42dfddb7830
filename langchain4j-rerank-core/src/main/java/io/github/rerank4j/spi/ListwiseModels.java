package io.github.rerank4j.spi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The models that are known to rank the documents of a request against each other, by what their names hold wherever
 * they run: behind the name of an owner or a gateway, with a variant or a tag behind it, in any case.
 */
final class ListwiseModels {

    private static final Pattern NAME = Pattern.compile(
            "(?i)(?<![a-z0-9])(?:jina[-_]reranker[-_]v3|rank[-_]?zephyr|rank[-_]?vicuna|lit5)(?![0-9])");

    private ListwiseModels() {}

    static boolean include(@Nullable String modelName) {
        return modelName != null && NAME.matcher(modelName).find();
    }
}
