package io.github.rerank4j.internal;

/** What the LangChain4j on the class path can do. */
public final class LangChain4j {

    private static final String SINCE_1_20 = "dev.langchain4j.model.scoring.request.ScoringRequest";

    private LangChain4j() {}

    /** Whether it has {@code ScoringModel.scoreAsync}, as 1.20 and newer do. */
    public static boolean hasAsyncScoring() {
        try {
            Class.forName(SINCE_1_20, false, LangChain4j.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException older) {
            return false;
        }
    }
}
