package io.github.rerank4j.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.properties.CannedAnswer.Reply;
import io.github.rerank4j.properties.Service.Asked;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any text arrives as it is, but for halves of surrogate pairs, which UTF-8 cannot hold. */
class AnyTextTest {

    private static final Map<Service, RerankScoringModel> MODELS = new EnumMap<>(Service.class);
    private static final AtomicReference<byte[]> RECEIVED = new AtomicReference<>(new byte[0]);

    @BeforeContainer
    static void build() {
        for (Service service : Service.values()) {
            MODELS.put(
                    service,
                    service.builder()
                            .httpClient(CannedAnswer.client(body -> answer(service, body)))
                            .maxDocumentsPerRequest(1_000)
                            .maxCharactersPerRequest(Integer.MAX_VALUE)
                            .build());
        }
    }

    private static Reply answer(Service service, byte[] body) {
        RECEIVED.set(body);
        int documents = service.asked(body).documents().size();
        List<Integer> order = IntStream.range(0, documents).boxed().toList();
        return Reply.json(Service.bytes(service.reply(new double[documents], order)));
    }

    @AfterContainer
    static void close() {
        MODELS.values().forEach(RerankScoringModel::close);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_query_and_any_documents_arrive(
            @ForAll Service service,
            @ForAll("notBlank") String query,
            @ForAll @Size(min = 1, max = 5) List<@From("any") String> texts,
            @ForAll boolean async) {
        List<String> documents =
                texts.stream().map(text -> ranked(service, text)).toList();
        RerankRequest request =
                RerankRequest.builder().query(query).documents(documents).build();
        RerankScoringModel model = model(service);
        int scores = async
                ? model.rerankAsync(request).join().scores().size()
                : model.rerank(request).scores().size();

        assertThat(scores).isEqualTo(documents.size());
        assertThat(service.asked(RECEIVED.get()))
                .isEqualTo(new Asked(
                        Texts.wellFormed(query),
                        documents.stream().map(Texts::wellFormed).toList()));
    }

    /** DashScope refuses blank documents, and so do we for it. */
    private static String ranked(Service service, String text) {
        return service == Service.DASHSCOPE && text.isBlank() ? text + "?" : text;
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void any_segments_arrive(
            @ForAll Service service,
            @ForAll("notBlank") String query,
            @ForAll @Size(min = 1, max = 5) List<@From("notBlank") String> documents) {
        List<TextSegment> segments = documents.stream().map(TextSegment::from).toList();

        model(service).scoreAll(segments, query);

        assertThat(service.asked(RECEIVED.get()))
                .isEqualTo(new Asked(
                        Texts.wellFormed(query),
                        documents.stream().map(Texts::wellFormed).toList()));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void any_instruction_model_name_and_entry_arrive(
            @ForAll("notBlank") String instruction,
            @ForAll("modelName") String modelName,
            @ForAll("name") String key,
            @ForAll("any") String value) {
        try (RerankScoringModel model = GenericScoringModel.builder()
                .baseUrl("http://127.0.0.1:9")
                .dialect(RerankDialect.DASHSCOPE)
                .modelName("example-reranker")
                .httpClient(CannedAnswer.client(body -> answer(Service.DASHSCOPE, body)))
                .build()) {
            model.rerank(RerankRequest.builder()
                    .query("where is the moon?")
                    .documents(List.of("above"))
                    .modelName(modelName)
                    .instruction(instruction)
                    .input(Map.of("x" + key, value))
                    .build());
        }

        var body = Service.read(RECEIVED.get()).orElseThrow();
        assertThat(body.at("/model").textValue()).isEqualTo(Texts.wellFormed(modelName));
        assertThat(body.at("/parameters/instruct").textValue()).isEqualTo(Texts.wellFormed(instruction));
        assertThat(body.path("input").path(Texts.wellFormed("x" + key)).textValue())
                .isEqualTo(Texts.wellFormed(value));
    }

    @Property(tries = 100)
    void a_blank_query_is_refused(@ForAll("blank") String query) {
        RerankScoringModel model = model(Service.SILICONFLOW);

        assertThatThrownBy(() -> model.rerank(RerankRequest.builder()
                        .query(query)
                        .documents(List.of("above"))
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RerankScoringModel model(Service service) {
        RerankScoringModel model = MODELS.get(service);
        if (model == null) {
            throw new IllegalStateException("no model of " + service);
        }
        return model;
    }

    @Provide
    Arbitrary<String> any() {
        return Texts.any();
    }

    @Provide
    Arbitrary<String> name() {
        return Texts.few();
    }

    /** A name is on one line. */
    @Provide
    Arbitrary<String> modelName() {
        return Texts.few().map(text -> "m" + text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", ""));
    }

    @Provide
    Arbitrary<String> notBlank() {
        return Texts.notBlank();
    }

    @Provide
    Arbitrary<String> blank() {
        return Arbitraries.strings()
                .withChars(' ', '\t', '\n', '\r', '\u2028', '\u3000', '\u2003')
                .ofMaxLength(5);
    }
}
