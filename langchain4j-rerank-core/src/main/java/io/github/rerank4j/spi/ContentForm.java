package io.github.rerank4j.spi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How multi-modal services take one content: {@code {"text": …}}, {@code {"image": URL or data URI}} or
 * {@code {"video": URL or data URI}}. Documented by DashScope for its native API; <b>unverified</b> elsewhere
 * (SiliconFlow's vision-language models, the envelope, NVIDIA NIM), where no published sample was found.
 */
public final class ContentForm {

    private ContentForm() {}

    /**
     * Writes one content as an object.
     *
     * @throws UnsupportedFeatureException for other kinds of content, and for bytes without a media type
     */
    public static void write(JsonGenerator json, Content content) throws IOException {
        json.writeStartObject();
        if (content instanceof ImageContent image) {
            Json.text(json, "image", image(image));
        } else if (content instanceof VideoContent video) {
            Json.text(json, "video", video(video));
        } else {
            Json.text(json, "text", text(content));
        }
        json.writeEndObject();
    }

    /** An image's URL, or its bytes as a data URI. */
    public static String image(ImageContent content) {
        return address(
                content.image().url(),
                content.image().mimeType(),
                content.image().base64Data());
    }

    /** A video's URL, or its bytes as a data URI. */
    public static String video(VideoContent content) {
        return address(
                content.video().url(),
                content.video().mimeType(),
                content.video().base64Data());
    }

    private static String text(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        throw new UnsupportedFeatureException(
                "no rerank service takes " + content.type().name().toLowerCase(Locale.ROOT) + " content; leave it out");
    }

    private static String address(@Nullable URI url, @Nullable String mediaType, @Nullable String base64) {
        if (url != null) {
            return url.toString();
        }
        if (mediaType == null || base64 == null) {
            throw new UnsupportedFeatureException("an image or video given as bytes needs its media type, for example"
                    + " ImageContent.from(base64, \"image/png\")");
        }
        return "data:" + mediaType + ";base64," + base64;
    }
}
