package io.github.rerank4j.examples.assistant;

import static java.util.stream.Collectors.joining;

import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.spring.DeskApplication;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.github.rerank4j.examples.web.Desk;
import io.github.rerank4j.examples.web.Members;
import io.github.rerank4j.examples.web.Reply;
import io.github.rerank4j.examples.web.Source;
import io.github.rerank4j.examples.web.Traces;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.generation.augmentation.ContextualQueryAugmenter;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SyncTaskExecutor;

/** An assistant on a page of its own, on port 8080 of this machine. */
@SpringBootApplication
public class AssistantApplication {

    /** Starts it; arguments are those of Spring Boot, such as {@code --server.port=0}. */
    public static void main(String[] args) {
        DeskApplication.start(AssistantApplication.class, new Environment(System.getenv()), args);
    }

    @Bean
    Traces traces() {
        return new Traces();
    }

    /** The reranker is the auto-configured one; what it gets is noted first. */
    @Bean
    RetrievalAugmentationAdvisor retrievalAugmentationAdvisor(DocumentPostProcessor reranker, Traces traces) {
        return RetrievalAugmentationAdvisor.builder()
                .documentRetriever(new BilingualRetriever(KnowledgeBase.load()))
                .documentPostProcessors(
                        (query, documents) -> {
                            traces.found(sources(documents));
                            return documents;
                        },
                        reranker)
                .queryAugmenter(ContextualQueryAugmenter.builder()
                        .allowEmptyContext(true)
                        .documentFormatter(documents ->
                                documents.stream().map(Document::getText).collect(joining(QuotingChatModel.BETWEEN)))
                        .build())
                // one question, one search: no thread is needed beside the caller's
                .taskExecutor(new SyncTaskExecutor())
                .build();
    }

    @Bean
    ChatClient chatClient(RetrievalAugmentationAdvisor advisor) {
        return ChatClient.builder(new QuotingChatModel())
                .defaultAdvisors(advisor)
                .build();
    }

    @Bean
    Desk desk(ChosenReranker reranker, Members members, Traces traces, ChatClient client) {
        return new Desk(
                "Spring AI",
                reranker.reranker(),
                members,
                traces,
                question -> reply(client.prompt().user(question).call().chatClientResponse()));
    }

    private static Reply reply(ChatClientResponse response) {
        List<Document> documents =
                response.context().get(RetrievalAugmentationAdvisor.DOCUMENT_CONTEXT) instanceof List<?> kept
                        ? kept.stream().map(Document.class::cast).toList()
                        : List.of();
        return new Reply(text(response.chatResponse()), sources(documents));
    }

    private static String text(@Nullable ChatResponse response) {
        Generation first = response == null ? null : response.getResult();
        return first == null ? "" : String.valueOf(first.getOutput().getText());
    }

    private static List<Source> sources(List<Document> documents) {
        return documents.stream()
                .map(document -> Source.of(
                        document.getId(),
                        String.valueOf(document.getMetadata().get(Passage.TITLE)),
                        String.valueOf(document.getText()),
                        Objects.requireNonNullElse(document.getScore(), 0.0)))
                .toList();
    }
}
