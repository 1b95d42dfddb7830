package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

class MediaTest {

    private static final Query QUESTION = new Query("what does the kettle look like?");
    private static final URI ADDRESS = URI.create("https://images.example.com/kettle.png");

    private final Service service = new Service();

    @AfterEach
    void end() {
        service.close();
    }

    static Stream<Arguments> media() {
        MimeType png = MimeTypeUtils.IMAGE_PNG;
        MimeType mp4 = MimeType.valueOf("video/mp4");
        return Stream.of(
                Arguments.of(new Media(png, ADDRESS), "{\"image\":\"https://images.example.com/kettle.png\"}"),
                Arguments.of(bytes(png), "{\"image\":\"data:image/png;base64,AQID\"}"),
                Arguments.of(string(png, "AQID"), "{\"image\":\"data:image/png;base64,AQID\"}"),
                Arguments.of(string(png, "data:image/png;base64,AQID"), "{\"image\":\"data:image/png;base64,AQID\"}"),
                Arguments.of(bytes(MimeType.valueOf("image/jpeg;q=1")), "{\"image\":\"data:image/jpeg;base64,AQID\"}"),
                Arguments.of(new Media(mp4, ADDRESS), "{\"video\":\"https://images.example.com/kettle.png\"}"),
                Arguments.of(bytes(mp4), "{\"video\":\"data:video/mp4;base64,AQID\"}"));
    }

    @ParameterizedTest
    @MethodSource("media")
    void media_reach_a_model_that_ranks_them(Media media, String sent) {
        service.scores(0.2, 0.7);
        Document text = new Document("a red kettle");
        Document medium = new Document(media, Map.of("title", "Kettle"));

        List<Document> ranked = vision().process(QUESTION, List.of(text, medium));

        assertThat(ranked)
                .containsExactly(
                        medium.mutate().score(0.7).build(),
                        text.mutate().score(0.2).build());
        assertThat(service.server.requests().get(0).json().path("documents").toString())
                .isEqualTo("[{\"text\":\"a red kettle\"}," + sent + "]");
    }

    @Test
    void an_image_for_a_model_of_texts_is_refused_before_any_request() {
        RerankDocumentPostProcessor reranker = RerankDocumentPostProcessor.builder()
                .scoringModel(service.model().build())
                .build();
        Document image = new Document(new Media(MimeTypeUtils.IMAGE_PNG, ADDRESS), Map.of());

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> reranker.process(QUESTION, List.of(image)));

        assertThat(service.server.requestCount()).isZero();
    }

    @Test
    void a_sound_is_refused_before_any_request() {
        Document sound = new Document(bytes(MimeType.valueOf("audio/mpeg")), Map.of());

        assertThatExceptionOfType(UnsupportedFeatureException.class)
                .isThrownBy(() -> vision().process(QUESTION, List.of(sound)))
                .withMessage("document 0 (counted from 0) is audio/mpeg, but only texts, images and videos are"
                        + " ranked; leave it out, or give its text with documentText");

        assertThat(service.server.requestCount()).isZero();
    }

    @Test
    void an_address_that_is_none_is_refused_without_being_quoted() {
        Document odd = new Document(string(MimeTypeUtils.IMAGE_PNG, "https://images.example.com/my kettle"), Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> vision().process(QUESTION, List.of(odd)))
                .withMessageStartingWith("the media of document 0 (counted from 0) has an address that is no URI")
                .withMessageNotContaining("kettle");
    }

    private RerankDocumentPostProcessor vision() {
        return RerankDocumentPostProcessor.builder()
                .scoringModel(service.model().modelName(Service.VISION_MODEL).build())
                .build();
    }

    private static Media bytes(MimeType type) {
        return Media.builder().mimeType(type).data(new byte[] {1, 2, 3}).build();
    }

    private static Media string(MimeType type, String data) {
        return Media.builder().mimeType(type).data(data).build();
    }
}
