package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import java.util.List;

/** How many tokens a service will probably count, without a tokenizer: rather too many than too few. */
final class TokenEstimate {

    private static final int ASCII_PER_TOKEN = 3;
    private static final char FIRST_BEYOND_ASCII = 128;

    private TokenEstimate() {}

    /** The tokens of all documents, and those of the query as often as there are documents. */
    static long of(Content query, List<Content> documents) {
        long tokens = documents.size() * of(query);
        for (int i = 0; i < documents.size(); i++) {
            tokens += of(documents.get(i));
        }
        return tokens;
    }

    private static long of(Content content) {
        return content instanceof TextContent text ? of(text.text()) : 0;
    }

    private static long of(String text) {
        int beyond = 0;
        for (int i = 0; i < text.length(); i++) {
            beyond += text.charAt(i) < FIRST_BEYOND_ASCII ? 0 : 1;
        }
        int ascii = text.length() - beyond;
        return beyond + (ascii + ASCII_PER_TOKEN - 1L) / ASCII_PER_TOKEN;
    }
}
