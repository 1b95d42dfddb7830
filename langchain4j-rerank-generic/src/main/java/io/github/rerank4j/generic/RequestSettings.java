package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect's requests look like; immutable.
 *
 * @param model where the model's name is
 * @param query where the query is, in a request of texts
 * @param documents where the documents are, in a request of texts
 * @param mixed where both are in a request with an image or a video; null if there is no such request
 * @param instruction the pointer to the instruction; null if there is none
 * @param freeObjects the names of the objects that take a user's entries
 * @param fields values of every request, by pointer, in the order they were stated
 */
record RequestSettings(
        ModelSlot model,
        TextSlot query,
        TextSlot documents,
        @Nullable MixedSlots mixed,
        @Nullable String instruction,
        Set<String> freeObjects,
        Map<String, JsonNode> fields) {

    static final String INPUT = "input";
    static final String PARAMETERS = "parameters";

    /**
     * Where the model's name is.
     *
     * @param pointer null if the body names none
     * @param required whether every call needs one
     */
    record ModelSlot(@Nullable String pointer, boolean required) {}

    /** Where a text is, or a list of them, and how each is written. */
    record TextSlot(String pointer, TextForm form) {}

    /** Where query and documents are in a request with an image or a video; the query's form is that of a text. */
    record MixedSlots(TextSlot query, String documents) {}

    RequestSettings model(@Nullable String pointer, boolean required) {
        return new RequestSettings(
                new ModelSlot(pointer, required), query, documents, mixed, instruction, freeObjects, fields);
    }

    RequestSettings query(String pointer, TextForm form) {
        return new RequestSettings(
                model, new TextSlot(pointer, form), documents, mixed, instruction, freeObjects, fields);
    }

    RequestSettings documents(String pointer, TextForm form) {
        return new RequestSettings(model, query, new TextSlot(pointer, form), mixed, instruction, freeObjects, fields);
    }

    RequestSettings mixed(MixedSlots slots) {
        return new RequestSettings(model, query, documents, slots, instruction, freeObjects, fields);
    }

    RequestSettings instruction(@Nullable String pointer) {
        return new RequestSettings(model, query, documents, mixed, pointer, freeObjects, fields);
    }

    RequestSettings freeObject(String name, boolean present) {
        Stream<String> others = freeObjects.stream().filter(other -> !other.equals(name));
        Set<String> all = Set.of(Stream.concat(others, present ? Stream.of(name) : Stream.empty())
                .toArray(String[]::new));
        return new RequestSettings(model, query, documents, mixed, instruction, all, fields);
    }

    /** With a value at a pointer; null takes it out. */
    RequestSettings field(String pointer, @Nullable JsonNode value) {
        Map<String, JsonNode> all = value == null
                ? Statements.without(fields, stated -> Objects.equals(stated, pointer))
                : Statements.with(fields, pointer, value);
        return new RequestSettings(model, query, documents, mixed, instruction, freeObjects, all);
    }

    /** The pointers to all that a request may hold beside a user's entries. */
    Stream<String> pointers() {
        Stream<String> texts = Stream.of(model.pointer(), query.pointer(), documents.pointer(), instruction)
                .filter(Objects::nonNull);
        Stream<String> media =
                mixed == null ? Stream.empty() : Stream.of(mixed.query().pointer(), mixed.documents());
        return Stream.of(texts, media, fields.keySet().stream()).flatMap(pointers -> pointers);
    }
}
