package io.github.rerank4j.examples.web;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/**
 * In the place of a chat model: quotes the first of the passages that LangChain4j put behind the question. What it says is
 * as good as reranking is.
 */
public final class QuotingChatModel implements ChatModel {

    /** What it says if it was given nothing to quote. */
    public static final String NOTHING = "Nothing was found.";

    private static final String BEFORE_PASSAGES = "Answer using the following information:\n";
    private static final String BETWEEN_PASSAGES = "\n\n";

    @Override
    public ChatResponse doChat(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        String prompt = messages.get(messages.size() - 1) instanceof UserMessage user ? user.singleText() : "";
        return ChatResponse.builder().aiMessage(AiMessage.from(quoted(prompt))).build();
    }

    private static String quoted(String prompt) {
        // the last one: a question may hold these words too
        int passages = prompt.lastIndexOf(BEFORE_PASSAGES);
        if (passages < 0) {
            return NOTHING;
        }
        return quote(prompt.substring(passages + BEFORE_PASSAGES.length()).split(BETWEEN_PASSAGES, 2)[0]);
    }

    /** An indexed passage without its title. */
    public static String quote(String indexed) {
        int title = indexed.indexOf('\n');
        return indexed.substring(title + 1).strip();
    }
}
