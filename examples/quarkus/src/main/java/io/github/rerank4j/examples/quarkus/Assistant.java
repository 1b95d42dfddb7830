package io.github.rerank4j.examples.quarkus;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import io.github.rerank4j.examples.web.QuotingChatModel;
import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Answers from the knowledge base, by way of the application's retrieval augmentor. */
@RegisterAiService(chatLanguageModelSupplier = Assistant.NoChatModel.class)
@ApplicationScoped
public interface Assistant {

    /** The answer, and the passages it was made from. */
    @UserMessage("{question}") // or the question itself would be taken for a template
    Result<String> answer(String question);

    /** In the place of a chat model, of which any other extension of quarkus-langchain4j brings one. */
    final class NoChatModel implements Supplier<ChatModel> {

        @Override
        public ChatModel get() {
            return new QuotingChatModel();
        }
    }
}
