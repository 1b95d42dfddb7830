package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentFormTest {

    @Test
    void a_text_is_named_text() {
        assertThat(written(TextContent.from("a \"b\" \uD83D"))).isEqualTo("{\"text\":\"a \\\"b\\\" \uFFFD\"}");
    }

    @Test
    void an_image_is_its_address() {
        assertThat(written(ImageContent.from("https://pictures.example/cat.png?size=1&x=%20")))
                .isEqualTo("{\"image\":\"https://pictures.example/cat.png?size=1&x=%20\"}");
    }

    @Test
    void an_image_given_as_bytes_becomes_a_data_uri() {
        assertThat(written(ImageContent.from("aGk=", "image/png")))
                .isEqualTo("{\"image\":\"data:image/png;base64,aGk=\"}");
    }

    @Test
    void a_video_is_its_address_or_a_data_uri() {
        assertThat(written(VideoContent.from("https://videos.example/cat.mp4")))
                .isEqualTo("{\"video\":\"https://videos.example/cat.mp4\"}");
        assertThat(written(VideoContent.from("aGk=", "video/mp4")))
                .isEqualTo("{\"video\":\"data:video/mp4;base64,aGk=\"}");
    }

    @Test
    void bytes_without_a_media_type_are_refused() {
        Image bytes = Image.builder().base64Data("aGk=").build();

        assertThatThrownBy(() -> written(ImageContent.from(bytes)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("media type")
                .hasMessageNotContaining("aGk=");
    }

    @Test
    void a_kind_no_service_takes_is_refused() {
        assertThatThrownBy(() -> written(AudioContent.from("https://sounds.example/cat.mp3")))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("audio");
    }

    private static String written(Content content) {
        WireBody body = Json.write(json -> {
            json.writeFieldName("it");
            ContentForm.write(json, content);
        });
        String object = new String(body.bytes(), StandardCharsets.UTF_8);
        return object.substring("{\"it\":".length(), object.length() - 1);
    }
}
