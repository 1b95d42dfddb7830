package io.github.rerank4j.springai;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;

/** Spring AI's media as LangChain4j's contents. */
final class MediaContent {

    private MediaContent() {}

    /**
     * An image or a video: by its address, or its bytes in base64 with their media type.
     *
     * @param position the document's position among the documents, from 0
     * @throws UnsupportedFeatureException for media of another kind, which no reranker has a word for
     */
    static Content of(Media media, int position) {
        return switch (media.getMimeType().getType()) {
            case "image" -> content(media, position, ImageContent::from, ImageContent::from);
            case "video" -> content(media, position, VideoContent::from, VideoContent::from);
            default ->
                throw new UnsupportedFeatureException("document " + position + " (counted from 0) is "
                        + media.getMimeType() + ", but only texts, images and videos are ranked;"
                        + " leave it out, or give its text with documentText");
        };
    }

    private static Content content(
            Media media, int position, Function<URI, Content> byAddress, BiFunction<String, String, Content> byBytes) {
        MimeType type = media.getMimeType();
        String plainType = type.getType() + "/" + type.getSubtype();
        if (media.getData() instanceof byte[] bytes) {
            return byBytes.apply(Base64.getEncoder().encodeToString(bytes), plainType);
        }
        String data = media.getData().toString();
        // a Media's string is an address or base64, which has no colon
        return data.indexOf(':') < 0 ? byBytes.apply(data, plainType) : byAddress.apply(address(data, position));
    }

    private static URI address(String data, int position) {
        try {
            return new URI(data);
        } catch (URISyntaxException e) {
            // without the cause, which quotes all of it
            throw new IllegalArgumentException("the media of document " + position
                    + " (counted from 0) has an address that is no URI: " + e.getReason() + "; correct it");
        }
    }
}
