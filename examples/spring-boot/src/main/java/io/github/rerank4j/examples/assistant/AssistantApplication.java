package io.github.rerank4j.examples.assistant;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.Result;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.spring.DeskApplication;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.github.rerank4j.examples.web.Desk;
import io.github.rerank4j.examples.web.Members;
import io.github.rerank4j.examples.web.QuotingChatModel;
import io.github.rerank4j.examples.web.Reply;
import io.github.rerank4j.examples.web.Source;
import io.github.rerank4j.examples.web.Traces;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

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

    @Bean
    ContentRetriever contentRetriever(Traces traces) {
        return traces.watch(SearchIndex.of(KnowledgeBase.load()).retriever());
    }

    @Bean
    ChatModel chatModel() {
        return new QuotingChatModel();
    }

    @Bean
    Desk desk(ChosenReranker reranker, Members members, Traces traces, Assistant assistant) {
        return new Desk(
                "Spring Boot", reranker.reranker(), members, traces, question -> reply(assistant.answer(question)));
    }

    private static Reply reply(Result<String> result) {
        return new Reply(
                result.content(),
                result.sources().stream()
                        .map(content -> Source.of(content, ContentMetadata.RERANKED_SCORE))
                        .toList());
    }
}
