package io.github.rerank4j.examples.knowledge;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import java.util.Map;

/**
 * A passage of the knowledge base.
 *
 * @param id names it in the list of questions
 * @param title its heading
 * @param text what stands under the heading
 */
public record Passage(String id, Language language, String title, String text) {

    /** The name of the id in a segment's metadata. */
    public static final String ID = "id";

    /** The name of the heading in a segment's metadata. */
    public static final String TITLE = "title";

    /** What is embedded and reranked: heading and text. */
    public TextSegment segment() {
        return TextSegment.from(title + "\n" + text, Metadata.from(Map.of(ID, id, TITLE, title)));
    }
}
