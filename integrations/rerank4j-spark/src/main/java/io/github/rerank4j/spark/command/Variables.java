package io.github.rerank4j.spark.command;

import org.jspecify.annotations.Nullable;

/** The environment of the driver. */
@FunctionalInterface
interface Variables {

    /** A variable; null where it is not set. */
    @Nullable
    String get(String name);
}
