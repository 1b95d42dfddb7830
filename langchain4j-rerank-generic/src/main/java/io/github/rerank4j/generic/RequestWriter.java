package io.github.rerank4j.generic;

import com.fasterxml.jackson.core.JsonPointer;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.generic.RequestSettings.Slots;
import io.github.rerank4j.spi.ContentForm;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.Json.Members;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a batch into the request of a dialect. */
final class RequestWriter {

    private final RerankDialect dialect;
    private final RequestSettings settings;
    private final ModelPath path;
    private final EntryRules input;
    private final EntryRules parameters;

    RequestWriter(RerankDialect dialect) {
        this.dialect = dialect;
        this.settings = dialect.request;
        this.path = new ModelPath(dialect.address.path());
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
        return settings.model() != null || path.namesModel();
    }

    boolean needsModel() {
        return settings.needsModel() || path.namesModel();
    }

    /** Refuses a model's name that cannot be in the path. */
    void requirePath(String modelName) {
        path.of(modelName);
    }

    WireRequest write(RerankCall call) {
        requireModel(call.modelName());
        Body body = new Body();
        put(body, settings.model(), call.modelName());
        putContents(body, slots(call), call);
        requireInstruction(call.instruction());
        put(body, settings.instruction(), call.instruction());
        settings.fields().forEach((pointer, value) -> put(body, pointer, value));
        input.put(body, call.input());
        parameters.put(body, call.parameters());
        return new WireRequest(path.of(call.modelName()), dialect.address.headers(), Json.write(body::write));
    }

    private void requireModel(@Nullable String modelName) {
        if (modelName != null && !takesModel()) {
            throw new UnsupportedFeatureException("a " + dialect.name()
                    + " server has one model and takes no name; leave modelName out, or run a server per model");
        }
        if (modelName == null && needsModel()) {
            throw new IllegalArgumentException("modelName is missing; the dialect " + dialect.name() + " sends one");
        }
    }

    private void requireInstruction(@Nullable String instruction) {
        if (instruction != null && settings.instruction() == null) {
            throw new UnsupportedFeatureException("the dialect " + dialect.name()
                    + " has no instruction; leave it out, or say in the dialect where it is");
        }
    }

    private Slots slots(RerankCall call) {
        Slots slots = call.textOnly() ? settings.texts() : settings.mixed();
        if (slots == null) {
            throw new UnsupportedFeatureException(
                    "the dialect " + dialect.name() + " has no form for images and videos; send texts");
        }
        return slots;
    }

    private static void putContents(Body body, Slots slots, RerankCall call) {
        List<Content> documents = call.documents();
        body.put(at(slots.query()), query(slots, call.query(), documents.size()));
        String name = name(slots.documents());
        body.put(
                at(slots.documents()),
                slots.documentForm() == TextForm.STRING ? texts(name, documents) : objects(name, documents));
    }

    private static Members query(Slots slots, Content query, int documents) {
        TextForm form = slots.queryForm();
        String name = name(slots.query());
        if (form == TextForm.OBJECT || query.type() != ContentType.TEXT) {
            return json -> {
                json.writeFieldName(name);
                ContentForm.write(json, query);
            };
        }
        return form == TextForm.STRING
                ? Body.value(name, RerankCall.text(query))
                : texts(name, Collections.nCopies(documents, query));
    }

    private static Members texts(String name, List<Content> texts) {
        return json -> Json.texts(json, name, texts);
    }

    private static Members objects(String name, List<Content> contents) {
        return json -> {
            json.writeArrayFieldStart(name);
            for (Content content : contents) {
                ContentForm.write(json, content);
            }
            json.writeEndArray();
        };
    }

    private static void put(Body body, @Nullable String pointer, @Nullable Object value) {
        if (pointer != null && value != null) {
            body.put(at(pointer), Body.value(name(pointer), value));
        }
    }

    private static JsonPointer at(String pointer) {
        return JsonPointer.compile(pointer);
    }

    private static String name(String pointer) {
        return at(pointer).last().getMatchingProperty();
    }
}
