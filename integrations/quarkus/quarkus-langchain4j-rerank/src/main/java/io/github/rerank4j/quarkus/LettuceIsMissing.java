package io.github.rerank4j.quarkus;

import java.util.function.BooleanSupplier;

/** Whether the application has no Lettuce, as most have none: Quarkus' own client of Redis is another. */
final class LettuceIsMissing implements BooleanSupplier {

    @Override
    public boolean getAsBoolean() {
        try {
            Class.forName("io.lettuce.core.RedisClient", false, LettuceIsMissing.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException | LinkageError missing) {
            return true;
        }
    }
}
