package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a preset states can be stated by a user too: each is rebuilt, statement by statement, from a bare builder. */
class RebuiltPresetTest {

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_dialect_stated_by_a_user_sends_the_same_bytes(RerankDialect preset) {
        Golden golden = Golden.of(preset.name());

        WireRequest rebuilt = rebuilt(preset).wire().encode(golden.call());

        WireRequest original = preset.wire().encode(golden.call());
        assertThat(rebuilt.body().bytes()).isEqualTo(original.body().bytes());
        assertThat(rebuilt.path()).isEqualTo(original.path());
        assertThat(rebuilt.headers()).isEqualTo(original.headers());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_dialect_stated_by_a_user_reads_the_same_scores_and_errors(RerankDialect preset) {
        Golden golden = Golden.of(preset.name());
        GenericWire rebuilt = rebuilt(preset).wire();

        RerankReply scored = rebuilt.decode(Golden.wire(golden.reply()));
        RerankReply refused = rebuilt.decode(Golden.wire(golden.error()));

        assertThat(scored).isEqualTo(preset.wire().decode(Golden.wire(golden.reply())));
        assertThat(refused).isEqualTo(preset.wire().decode(Golden.wire(golden.error())));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_dialect_stated_by_a_user_knows_the_same_models(RerankDialect preset) {
        RerankDialect rebuilt = rebuilt(preset);

        assertThat(rebuilt.traits(null)).isEqualTo(preset.traits(null));
        for (String start : preset.models.rows().keySet()) {
            assertThat(rebuilt.traits(start + "-x")).isEqualTo(preset.traits(start + "-x"));
        }
        assertThat(rebuilt).hasToString(preset.toString());
        assertThat(rebuilt.maxConcurrentRequests).isEqualTo(preset.maxConcurrentRequests);
        assertThat(rebuilt.address).isEqualTo(preset.address);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_copy_through_toBuilder_is_the_same_dialect(RerankDialect preset) {
        Golden golden = Golden.of(preset.name());

        RerankDialect copy = preset.toBuilder().build();

        assertThat(copy.wire().encode(golden.call()).body().bytes())
                .isEqualTo(preset.wire().encode(golden.call()).body().bytes());
        assertThat(copy.wire().decode(Golden.wire(golden.reply())))
                .isEqualTo(preset.wire().decode(Golden.wire(golden.reply())));
        assertThat(copy.wire().decode(Golden.wire(golden.error())))
                .isEqualTo(preset.wire().decode(Golden.wire(golden.error())));
        assertThat(copy).hasToString(preset.toString());
    }

    private static RerankDialect rebuilt(RerankDialect stated) {
        AddressSettings address = stated.address;
        RerankDialectBuilder builder = RerankDialect.builder()
                .name(stated.name())
                .baseUrl(address.baseUrl())
                .path("/" + address.path())
                .authorization(address.keyHeader(), address.keyPrefix())
                .maxConcurrentRequests(stated.maxConcurrentRequests);
        address.headers().forEach(builder::header);
        stateRequest(builder, stated.request);
        stateReply(builder, stated.results, stated.reply);
        stateErrors(builder, stated.errors);
        stateModels(builder, stated.models);
        return builder.build();
    }

    private static void stateRequest(RerankDialectBuilder builder, RequestSettings stated) {
        String model = stated.model();
        if (model == null) {
            builder.noModel();
        } else if (stated.needsModel()) {
            builder.model(model);
        } else {
            builder.optionalModel(model);
        }
        builder.query(stated.texts().query(), stated.texts().queryForm())
                .documents(stated.texts().documents(), stated.texts().documentForm())
                .instruction(stated.instruction())
                .inputObject(stated.freeObjects().contains("input"))
                .parametersObject(stated.freeObjects().contains("parameters"));
        RequestSettings.Slots mixed = stated.mixed();
        if (mixed != null) {
            builder.mixed(mixed.query(), mixed.queryForm(), mixed.documents());
        }
        stated.fields().forEach(builder::bodyField);
    }

    private static void stateReply(RerankDialectBuilder builder, ResultSettings results, ReplySettings stated) {
        builder.results(array(results.places()))
                .scores(array(results.scores()))
                .usage(array(stated.usage()))
                .requestId(array(stated.requestId()))
                .responseModel(stated.responseModel())
                .failedScore(results.failedScore());
        String index = results.index();
        if (index == null) {
            builder.positional();
        } else {
            builder.index(index);
        }
    }

    private static void stateErrors(RerankDialectBuilder builder, ErrorSettings stated) {
        builder.errorMessages(array(stated.messages())).errorCodes(array(stated.codes()));
        String success = stated.success();
        if (success != null) {
            builder.success(stated.sign(), success);
        }
        stated.kinds().forEach(builder::errorKind);
        stated.words().forEach(builder::errorWords);
    }

    private static void stateModels(RerankDialectBuilder builder, ModelTable models) {
        builder.scoreScale(models.usual().scale())
                .maxDocuments(models.usual().maxDocuments())
                .maxCharacters(models.usual().maxCharacters())
                .maxCharactersPerDocument(models.usual().maxCharactersPerDocument())
                .maxBytes(models.usual().maxBytes())
                .listwise(models.usual().listwise())
                .blankDocuments(models.usual().blankDocuments());
        models.usual().kinds().stream()
                .reduce((a, b) -> a)
                .ifPresent(first ->
                        builder.contentKinds(first, models.usual().kinds().toArray(ContentType[]::new)));
        models.rows().forEach(builder::forModels);
    }

    private static String[] array(List<String> places) {
        return places.toArray(String[]::new);
    }
}
