package io.github.rerank4j.generic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.generic.RequestSettings.MixedSlots;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a batch into the request of a dialect. */
final class RequestWriter {

    private final String name;
    private final RequestSettings settings;
    private final Map<String, String> headers;
    private final ModelPath path;
    private final EntryRules input;
    private final EntryRules parameters;

    RequestWriter(DialectSettings dialect) {
        this.name = dialect.name();
        this.settings = dialect.request();
        this.headers = dialect.address().headers();
        this.path = new ModelPath(dialect.address().path());
        this.input = new EntryRules(dialect, RequestSettings.INPUT);
        this.parameters = new EntryRules(dialect, RequestSettings.PARAMETERS);
    }

    EntryRules input() {
        return input;
    }

    EntryRules parameters() {
        return parameters;
    }

    boolean takesModel() {
        return settings.model().pointer() != null || path.namesModel();
    }

    boolean needsModel() {
        return settings.model().required() || path.namesModel();
    }

    /** Refuses a model's name that cannot be in the path. */
    void requirePath(String modelName) {
        path.of(modelName);
    }

    WireRequest write(RerankCall call) {
        requireModel(call.modelName());
        Body body = new Body();
        if (settings.model().pointer() != null && call.modelName() != null) {
            body.put(at(settings.model().pointer()), text(call.modelName()));
        }
        if (call.textOnly()) {
            putTexts(body, call);
        } else {
            putMixed(body, call);
        }
        putInstruction(body, call.instruction());
        settings.fields()
                .forEach((pointer, value) -> body.put(at(pointer), (json, name) -> {
                    Json.name(json, name);
                    Json.value(json, value);
                }));
        input.put(body, call.input());
        parameters.put(body, call.parameters());
        return new WireRequest(path.of(call.modelName()), headers, Json.write(body::write));
    }

    private void requireModel(@Nullable String modelName) {
        if (modelName != null && !takesModel()) {
            throw new UnsupportedFeatureException("a " + name
                    + " server has one model and takes no name; leave modelName out, or run a server per model");
        }
        if (modelName == null && needsModel()) {
            throw new IllegalArgumentException("modelName is missing; the dialect " + name + " sends one");
        }
    }

    private void putTexts(Body body, RerankCall call) {
        body.put(
                at(settings.query().pointer()),
                query(
                        settings.query().form(),
                        call.queryText(),
                        call.documents().size()));
        List<Content> documents = call.documents();
        body.put(
                at(settings.documents().pointer()),
                settings.documents().form() == TextForm.STRING
                        ? (json, name) -> Json.texts(json, name, documents)
                        : elements(documents));
    }

    private void putMixed(Body body, RerankCall call) {
        MixedSlots mixed = settings.mixed();
        if (mixed == null) {
            throw new UnsupportedFeatureException(
                    "the dialect " + name + " has no form for images and videos; send texts");
        }
        Content query = call.query();
        body.put(
                at(mixed.query().pointer()),
                query.type() == ContentType.TEXT
                        ? query(
                                mixed.query().form(),
                                call.queryText(),
                                call.documents().size())
                        : (json, name) -> {
                            json.writeFieldName(name);
                            ContentForm.write(json, query);
                        });
        body.put(at(mixed.documents()), elements(call.documents()));
    }

    private void putInstruction(Body body, @Nullable String instruction) {
        if (instruction == null) {
            return;
        }
        if (settings.instruction() == null) {
            throw new UnsupportedFeatureException(
                    "the dialect " + name + " has no instruction; leave it out, or say in the dialect where it is");
        }
        body.put(at(settings.instruction()), text(instruction));
    }

    private static Body.Member text(String text) {
        return (json, name) -> Json.text(json, name, text);
    }

    private static Body.Member query(TextForm form, String text, int documents) {
        return switch (form) {
            case STRING -> text(text);
            case OBJECT ->
                (json, name) -> {
                    json.writeObjectFieldStart(name);
                    Json.text(json, "text", text);
                    json.writeEndObject();
                };
            case PER_DOCUMENT -> (json, name) -> repeated(json, name, text, documents);
        };
    }

    private static void repeated(JsonGenerator json, String name, String text, int times) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < times; i++) {
            Json.value(json, text);
        }
        json.writeEndArray();
    }

    private static Body.Member elements(List<Content> documents) {
        return (json, name) -> {
            json.writeArrayFieldStart(name);
            for (Content document : documents) {
                ContentForm.write(json, document);
            }
            json.writeEndArray();
        };
    }

    private static JsonPointer at(String pointer) {
        return JsonPointer.compile(pointer);
    }
}
