package io.github.rerank4j;

/** Whether the LangChain4j on the class path scores asynchronously, as 1.20 and newer do. */
public final class LangChain4jAsync {

    private static final String SINCE_1_20 = "dev.langchain4j.model.scoring.request.ScoringRequest";

    private LangChain4jAsync() {}

    /** Whether it has {@code ScoringModel.scoreAsync}. */
    public static boolean isThere() {
        try {
            Class.forName(SINCE_1_20, false, LangChain4jAsync.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException older) {
            return false;
        }
    }
}
