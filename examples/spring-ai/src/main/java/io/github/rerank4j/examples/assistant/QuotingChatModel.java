package io.github.rerank4j.examples.assistant;

import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * In the place of a chat model: quotes the first of the documents that the advisor put around the question. What it says is
 * as good as reranking is.
 */
final class QuotingChatModel implements ChatModel {

    /** What stands between the documents of a prompt. */
    static final String BETWEEN = "\n\n";

    private static final String RULER = "---------------------\n";

    @Override
    public ChatResponse call(Prompt prompt) {
        String text = String.valueOf(prompt.getUserMessage().getText());
        int documents = text.indexOf(RULER);
        String answer = documents < 0
                ? io.github.rerank4j.examples.web.QuotingChatModel.NOTHING
                : io.github.rerank4j.examples.web.QuotingChatModel.quote(
                        text.substring(documents + RULER.length()).split("\n\n|\n-----", 2)[0]);
        return new ChatResponse(List.of(new Generation(new AssistantMessage(answer))));
    }
}
