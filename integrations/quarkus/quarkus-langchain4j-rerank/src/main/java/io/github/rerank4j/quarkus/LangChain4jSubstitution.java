package io.github.rerank4j.quarkus;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.github.rerank4j.LangChain4jAsync;

/**
 * What the LangChain4j of a native image can do, as a constant: Quarkus links all classes while the image is built, and
 * with an older LangChain4j the asynchronous models could not be.
 */
@TargetClass(value = LangChain4jAsync.class, onlyWith = AsyncScoringIsMissing.class)
final class LangChain4jSubstitution {

    private LangChain4jSubstitution() {}

    /** Never. */
    @Substitute
    public static boolean isThere() {
        return false;
    }
}
