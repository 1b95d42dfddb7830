package io.github.rerank4j.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.packing.Packer.Packed;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackerTest {

    private static final int MAX = Integer.MAX_VALUE;
    private static final ModelTraits TEXTS = ModelTraits.pointwise(ScoreScale.LOGIT);
    private static final ModelTraits MEDIA = TEXTS.kinds(ContentType.TEXT, ContentType.IMAGE);

    /** The forms of a request there are. */
    enum Form implements RerankWire {
        BARE(call -> Json.write(json -> {
            Json.text(json, "query", call.queryText());
            Json.texts(json, "documents", call.documents());
        })),
        OBJECTS(call -> Json.write(json -> {
            Json.text(json, "query", call.queryText());
            json.writeArrayFieldStart("documents");
            for (Content document : call.documents()) {
                ContentForm.write(json, document);
            }
            json.writeEndArray();
        })),
        BARE_OR_OBJECTS(call -> call.textOnly() ? BARE.body.apply(call) : OBJECTS.body.apply(call)),
        QUERY_PER_DOCUMENT(call -> Json.write(json -> {
            json.writeArrayFieldStart("queries");
            for (int i = 0; i < call.documents().size(); i++) {
                Json.value(json, call.queryText());
            }
            json.writeEndArray();
            Json.texts(json, "documents", call.documents());
        })),
        NUMBERED(call -> Json.write(json -> {
            Json.text(json, "query", call.queryText());
            json.writeNumberField("count", call.documents().size());
            json.writeArrayFieldStart("records");
            int id = 0;
            for (Content document : call.documents()) {
                json.writeStartObject();
                json.writeStringField("id", String.valueOf(id++));
                Json.text(json, "content", RerankCall.text(document));
                json.writeEndObject();
            }
            json.writeEndArray();
        }));

        @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
        private final Function<RerankCall, WireBody> body;

        Form(Function<RerankCall, WireBody> body) {
            this.body = body;
        }

        @Override
        public ModelTraits traits(@Nullable String modelName) {
            return TEXTS;
        }

        @Override
        public WireRequest encode(RerankCall call) {
            return WireRequest.post("rank", body.apply(call));
        }

        @Override
        public String reading() {
            return "";
        }

        @Override
        public RerankReply decode(WireReply reply) {
            return new RerankReply.Refused(ErrorKind.ofStatus(reply.status()), null, reply.excerpt(), null);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void no_body_is_larger_than_the_limit_whatever_the_form_and_the_texts(Form form) {
        List<String> texts = mixedTexts(7, 400);
        int limit = 2_000;

        Packed packed = pack(form, TEXTS, limits(limit), LongDocuments.FAIL, "what \"is\" 检索?", texts);

        assertThat(sizes(packed)).allMatch(size -> size <= limit);
        assertThat(texts(packed)).isEqualTo(texts);
        assertThat(packed.encoded()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"BARE", "OBJECTS", "QUERY_PER_DOCUMENT"})
    void there_is_no_request_more_than_filling_each_would_need(Form form) {
        List<String> texts = mixedTexts(11, 300);
        int limit = 1_500;

        Packed packed = pack(form, TEXTS, limits(limit), LongDocuments.FAIL, "q", texts);

        assertThat(packed.encoded()).hasSize(filled(form, texts, limit));
    }

    @Test
    void the_limit_can_be_reached_to_the_byte() {
        List<String> texts = List.of("検索", "a\"b");
        int exact = Form.BARE.encode(call("q", texts)).body().length();

        assertThat(sizes(pack(Form.BARE, TEXTS, limits(exact), LongDocuments.FAIL, "q", texts)))
                .containsExactly(exact);
        assertThat(sizes(pack(Form.BARE, TEXTS, limits(exact - 1), LongDocuments.FAIL, "q", texts)))
                .hasSize(2);
    }

    @Test
    void without_a_limit_nothing_is_written_twice() {
        List<RerankCall> written = new ArrayList<>();
        Packer packer = packer(counting(written), limits(MAX), LongDocuments.FAIL);

        packer.pack(call("q", mixedTexts(3, 50)), TEXTS);

        assertThat(written).hasSize(1);
    }

    @Test
    void a_call_inside_the_limit_is_written_once_too() {
        List<RerankCall> written = new ArrayList<>();
        Packer packer = packer(counting(written), limits(1_000_000), LongDocuments.FAIL);

        packer.pack(call("q", mixedTexts(3, 50)), TEXTS);

        assertThat(written).hasSize(1);
    }

    @Test
    void requests_of_bytes_are_filled_evenly() {
        List<String> texts =
                IntStream.range(0, 9).mapToObj(i -> "x".repeat(100)).toList();
        int eight = Form.BARE.encode(call("q", texts.subList(0, 8))).body().length();

        Packed packed = pack(Form.BARE, TEXTS, limits(eight), LongDocuments.FAIL, "q", texts);

        assertThat(packed.encoded())
                .extracting(each -> each.call().documents().size())
                .containsExactly(5, 4);
    }

    @Test
    void a_document_that_does_not_fit_is_refused_with_the_setting_and_no_text() {
        assertThatThrownBy(() ->
                        pack(Form.BARE, TEXTS, limits(100), LongDocuments.FAIL, "q", List.of("short", "字".repeat(60))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("document 1", "180 bytes", "maxBytesPerRequest", "TRUNCATE", "SPLIT")
                .hasMessageNotContaining("字");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_document_that_does_not_fit_is_cut_to_what_does_and_inside_no_character(Form form) {
        String text = "😀\n\"字".repeat(200);

        Packed packed = pack(form, TEXTS, limits(300), LongDocuments.TRUNCATE, "q", List.of("short", text));

        assertThat(sizes(packed)).allMatch(size -> size <= 300);
        List<String> sent = texts(packed);
        assertThat(sent.get(0)).isEqualTo("short");
        assertThat(text).startsWith(sent.get(1));
        assertThat(sent.get(1).codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_document_that_does_not_fit_is_split_into_passages_that_do_and_cover_it(Form form) {
        String text = IntStream.range(0, 3000)
                .collect(StringBuilder::new, (all, i) -> all.appendCodePoint(0x20000 + i), StringBuilder::append)
                .toString();

        Packed packed = pack(form, TEXTS, limits(300), LongDocuments.SPLIT, "q", List.of(text));

        assertThat(sizes(packed)).allMatch(size -> size <= 300);
        int covered = 0;
        for (String passage : texts(packed)) {
            int at = text.indexOf(passage);
            assertThat(at).isBetween(0, covered);
            covered = at + passage.length();
        }
        assertThat(covered).isEqualTo(text.length());
    }

    @Test
    void a_query_that_leaves_no_room_is_refused_with_the_setting() {
        assertThatThrownBy(() ->
                        pack(Form.BARE, TEXTS, limits(50), LongDocuments.SPLIT, "q".repeat(60), List.of("document")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("query", "maxBytesPerRequest", "50 bytes")
                .hasMessageNotContaining("qqqqq");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void images_count_with_their_bytes(int seed) {
        Random random = new Random(seed);
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            contents.add(
                    random.nextBoolean()
                            ? TextContent.from("文".repeat(1 + random.nextInt(60)))
                            : ImageContent.from("A".repeat(4 * (1 + random.nextInt(80))), "image/png"));
        }
        RerankCall call = new RerankCall(TextContent.from("q"), contents, null, null, Map.of(), Map.of());

        Packed packed =
                packer(Form.BARE_OR_OBJECTS, limits(1_000), LongDocuments.FAIL).pack(call, MEDIA);

        assertThat(sizes(packed)).allMatch(size -> size <= 1_000);
        assertThat(packed.encoded().stream().flatMap(each -> each.call().documents().stream()))
                .isEqualTo(contents);
    }

    @Test
    void an_image_that_does_not_fit_is_refused_whatever_happens_to_long_documents() {
        List<Content> contents = List.of(TextContent.from("a"), ImageContent.from("A".repeat(2_000), "image/png"));
        RerankCall call = new RerankCall(TextContent.from("q"), contents, null, null, Map.of(), Map.of());

        for (LongDocuments choice : LongDocuments.values()) {
            assertThatThrownBy(() -> packer(Form.OBJECTS, limits(1_000), choice).pack(call, MEDIA))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("document 1", "maxBytesPerRequest")
                    .hasMessageNotContaining("AAAA");
        }
    }

    @Test
    void a_listwise_model_is_not_split_by_bytes_either() {
        assertThatThrownBy(() -> packer(Form.BARE, limits(300), LongDocuments.FAIL)
                        .pack(call("q", mixedTexts(5, 100)), TEXTS.listwise(true)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("compares the documents");
    }

    private static int filled(Form form, List<String> texts, int limit) {
        int requests = 0;
        int from = 0;
        while (from < texts.size()) {
            int to = from + 1;
            while (to < texts.size()
                    && form.encode(call("q", texts.subList(from, to + 1)))
                                    .body()
                                    .length()
                            <= limit) {
                to++;
            }
            requests++;
            from = to;
        }
        return requests;
    }

    private static List<String> mixedTexts(int seed, int count) {
        Random random = new Random(seed);
        String[] pieces = {"plain ", "\"quoted\"", "\\", "\n", "\u0001", "é", "検索", "😀", "\u007f", "\u2028"};
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    StringBuilder text = new StringBuilder().append(i).append(':');
                    random.ints(random.nextInt(12), 0, pieces.length).forEach(piece -> text.append(pieces[piece]));
                    return text.toString();
                })
                .toList();
    }

    private static UserLimits limits(int bytes) {
        return new UserLimits(null, null, null, bytes);
    }

    private static Packed pack(
            RerankWire wire,
            ModelTraits traits,
            UserLimits limits,
            LongDocuments longDocuments,
            String query,
            List<String> texts) {
        return packer(wire, limits, longDocuments).pack(call(query, texts), traits);
    }

    private static Packer packer(RerankWire wire, UserLimits limits, LongDocuments longDocuments) {
        return new Packer(wire, new PackingSettings(limits, longDocuments));
    }

    private static RerankWire counting(List<RerankCall> written) {
        return new RerankWire() {
            @Override
            public ModelTraits traits(@Nullable String modelName) {
                return TEXTS;
            }

            @Override
            public WireRequest encode(RerankCall call) {
                written.add(call);
                return Form.BARE.encode(call);
            }

            @Override
            public String reading() {
                return Form.BARE.reading();
            }

            @Override
            public RerankReply decode(WireReply reply) {
                return Form.BARE.decode(reply);
            }
        };
    }

    private static RerankCall call(String query, List<String> texts) {
        List<Content> contents = new ArrayList<>();
        texts.forEach(text -> contents.add(TextContent.from(text)));
        return new RerankCall(TextContent.from(query), contents, null, null, Map.of(), Map.of());
    }

    private static List<Integer> sizes(Packed packed) {
        return packed.encoded().stream()
                .map(each -> each.request().body().length())
                .toList();
    }

    private static List<String> texts(Packed packed) {
        return packed.encoded().stream()
                .flatMap(each -> each.call().documents().stream())
                .map(RerankCall::text)
                .toList();
    }
}
