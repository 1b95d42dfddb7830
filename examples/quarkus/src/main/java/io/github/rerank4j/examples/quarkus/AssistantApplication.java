package io.github.rerank4j.examples.quarkus;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.ParentProcess;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.atomic.AtomicReference;

/** An assistant on a page of its own, on port 8080 of this machine. */
@QuarkusMain
public class AssistantApplication {

    private static final AtomicReference<ChosenReranker> CHOSEN = new AtomicReference<>();

    /** Starts it; settings of Quarkus are properties of the JVM, such as {@code -Dquarkus.http.port=0}. */
    public static void main(String[] args) {
        ParentProcess.follow();
        try (ChosenReranker reranker = ChosenReranker.of(new Environment(System.getenv()))) {
            CHOSEN.set(reranker);
            // "siliconflow.api-key" is a setting of the provider "siliconflow-rerank"
            reranker.settings("")
                    .forEach((name, value) -> System.setProperty(
                            "quarkus.langchain4j." + name.replaceFirst("\\.", "-rerank."), String.valueOf(value)));
            Quarkus.run(args);
        }
    }

    /** The reranker that the environment named when the application was started. */
    static ChosenReranker reranker() {
        return CHOSEN.get();
    }
}
