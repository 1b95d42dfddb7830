package io.github.rerank4j.internal.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.text.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a call a service can repeat: query, documents, instruction and free entries, names of entries apart. */
final class RepeatableTexts {

    private RepeatableTexts() {}

    /** All of them, and those with tags without these too: a web page that repeats them is quoted by its words. */
    static List<String> of(RerankCall call) {
        List<String> texts = new ArrayList<>(entries(call));
        texts.add(shown(call.query()));
        call.documents().forEach(document -> texts.add(shown(document)));
        List<String> plain = texts.stream()
                .filter(text -> text.indexOf('<') >= 0)
                .map(Markup::withoutTags)
                .toList();
        texts.addAll(plain);
        return texts;
    }

    /** Those beside query and documents. */
    static List<String> entries(RerankCall call) {
        List<String> entries = new ArrayList<>(0);
        addTexts(entries, call.input());
        addTexts(entries, call.parameters());
        if (call.instruction() != null) {
            entries.add(call.instruction());
        }
        return entries;
    }

    /** What a service can repeat of a content: its text, its address or its bytes. */
    static String shown(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        if (content instanceof ImageContent image) {
            return ContentForm.image(image);
        }
        return content instanceof VideoContent video ? ContentForm.video(video) : "";
    }

    private static void addTexts(List<String> texts, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.values().forEach(item -> addTexts(texts, item));
        } else if (value instanceof JsonNode node && !node.isValueNode()) {
            node.forEach(item -> addTexts(texts, item));
        } else if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            items.forEach(item -> addTexts(texts, item));
        } else if (value instanceof JsonNode node) {
            texts.add(node.asText());
        } else if (value instanceof CharSequence text) {
            texts.add(text.toString());
        }
    }
}
