package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.retrieval.search.DocumentRetriever;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A whole application: store, retrieval, reranking and chat, as Spring AI's users put them together. */
class AssistantTest {

    private static final String QUESTION = "how do I get my money back?";
    private static final String ANSWER = "A refund takes three days and goes to your card.";

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, passage) -> passage.contains("refund") ? 0.9 : 0.1))
            .apiKey("sk-example")
            .start();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void the_passage_that_fits_best_is_what_the_chat_model_gets_first() {
        try (ConfigurableApplicationContext context = assistant("sk-example")) {
            List<Document> found = context.getBean(VectorStore.class).similaritySearch(QUESTION);

            ChatClientResponse response = ask(context);

            assertThat(found).extracting(Document::getText).first().isNotEqualTo(ANSWER);
            assertThat(sources(response)).hasSize(2).first().satisfies(best -> {
                assertThat(best.getText()).isEqualTo(ANSWER);
                assertThat(best.getScore()).isEqualTo(0.9);
                assertThat(best.getMetadata()).containsEntry("page", 3);
            });
            assertThat(answer(response)).contains(ANSWER).doesNotContain("nine to five");
            assertThat(server.requestCount()).isOne();
        }
    }

    @Test
    void a_reranker_that_fails_fails_the_question() {
        try (ConfigurableApplicationContext context = assistant("sk-wrong")) {
            assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> ask(context));
        }
    }

    @Test
    void a_reranker_that_fails_can_be_done_without() {
        try (ConfigurableApplicationContext context =
                assistant("sk-wrong", "langchain4j.rerank.spring-ai.on-failure=keep-order")) {
            List<Document> found = context.getBean(VectorStore.class).similaritySearch(QUESTION);

            ChatClientResponse response = ask(context);

            assertThat(sources(response)).isEqualTo(found.subList(0, 2));
            assertThat(context.getBean(RerankDocumentPostProcessor.class).keptOrder())
                    .isOne();
        }
    }

    private ConfigurableApplicationContext assistant(String apiKey, String... more) {
        Stream<String> properties = Stream.of(
                "langchain4j.rerank.siliconflow.base-url=" + server.url(),
                "langchain4j.rerank.siliconflow.api-key=" + apiKey,
                "langchain4j.rerank.siliconflow.model-name=" + Service.TEXT_MODEL,
                "langchain4j.rerank.spring-ai.top-n=2");
        return Application.start(
                Assistant.class, Stream.concat(properties, Stream.of(more)).toArray(String[]::new));
    }

    private static ChatClientResponse ask(ApplicationContext context) {
        return context.getBean(ChatClient.class).prompt().user(QUESTION).call().chatClientResponse();
    }

    @SuppressWarnings("unchecked")
    private static List<Document> sources(ChatClientResponse response) {
        return (List<Document>)
                Objects.requireNonNull(response.context().get(RetrievalAugmentationAdvisor.DOCUMENT_CONTEXT));
    }

    private static String answer(ChatClientResponse response) {
        return String.valueOf(Objects.requireNonNull(
                        Objects.requireNonNull(response.chatResponse()).getResult())
                .getOutput()
                .getText());
    }

    @Configuration(proxyBeanMethods = false)
    static class Assistant {

        @Bean
        VectorStore knowledge() {
            SimpleVectorStore store =
                    SimpleVectorStore.builder(new WordCountEmbeddings()).build();
            store.add(List.of(
                    passage(1, "How do I get back to the start page?"),
                    passage(2, "How do I get my parcel back to you?"),
                    passage(3, ANSWER),
                    passage(4, "We are open from nine to five.")));
            return store;
        }

        @Bean
        ChatClient chatClient(VectorStore knowledge, RerankDocumentPostProcessor reranker) {
            DocumentRetriever retriever = VectorStoreDocumentRetriever.builder()
                    .vectorStore(knowledge)
                    .topK(4)
                    .build();
            return chatClient(new Parrot(), retriever, reranker);
        }

        // tag::spring-ai[]
        private static ChatClient chatClient(
                ChatModel chatModel, DocumentRetriever retriever, RerankDocumentPostProcessor reranker) {
            return ChatClient.builder(chatModel)
                    .defaultAdvisors(RetrievalAugmentationAdvisor.builder()
                            .documentRetriever(retriever) // finds 20 candidates or so
                            .documentPostProcessors(reranker)
                            .build())
                    .build();
        }
        // end::spring-ai[]

        private static Document passage(int page, String text) {
            return Document.builder().text(text).metadata("page", page).build();
        }
    }
}
