package io.github.rerank4j.examples.quarkus;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.ParentProcess;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.github.rerank4j.examples.web.StandInMember;
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
            if (reranker.standIns().isEmpty()) {
                configure(reranker);
            } else {
                System.setProperty("quarkus.profile", "stand-ins");
                reranker.standIns().forEach(AssistantApplication::configure);
            }
            Quarkus.run(args);
        }
    }

    /** "siliconflow.api-key" is a setting of the provider "siliconflow-rerank". */
    private static void configure(ChosenReranker reranker) {
        reranker.settings("").forEach((name, value) -> set(name.replaceFirst("\\.", "-rerank."), value));
    }

    private static void configure(StandInMember member) {
        member.settings()
                .forEach((name, text) -> set(member.provider() + "-rerank." + member.name() + "." + name, text));
        set("fallback-rerank." + member.threshold().getKey(), member.threshold().getValue());
    }

    private static void set(String name, Object value) {
        System.setProperty("quarkus.langchain4j." + name, String.valueOf(value));
    }

    /** The reranker that the environment named when the application was started. */
    static ChosenReranker reranker() {
        return CHOSEN.get();
    }
}
