package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect's requests look like; immutable.
 *
 * @param model where the model's name is; null if the body names none
 * @param needsModel whether every call needs one
 * @param texts where query and documents are in a request of texts
 * @param mixed where both are in a request with an image or a video; null if there is no such request
 * @param instruction the pointer to the instruction; null if there is none
 * @param freeObjects the names of the objects that take a user's entries
 * @param fields values of every request, by pointer, in the order they were stated
 */
record RequestSettings(
        @Nullable String model,
        boolean needsModel,
        Slots texts,
        @Nullable Slots mixed,
        @Nullable String instruction,
        Set<String> freeObjects,
        Map<String, JsonNode> fields) {

    static final String INPUT = "input";
    static final String PARAMETERS = "parameters";

    /** Where the query and the documents are, and how each of them that is a text is written; others are objects. */
    record Slots(String query, TextForm queryForm, String documents, TextForm documentForm) {}

    RequestSettings model(@Nullable String pointer, boolean needed) {
        return new RequestSettings(pointer, needed, texts, mixed, instruction, freeObjects, fields);
    }

    RequestSettings query(String pointer, TextForm form) {
        return texts(new Slots(pointer, form, texts.documents(), texts.documentForm()));
    }

    RequestSettings documents(String pointer, TextForm form) {
        return texts(new Slots(texts.query(), texts.queryForm(), pointer, form));
    }

    private RequestSettings texts(Slots slots) {
        return new RequestSettings(model, needsModel, slots, mixed, instruction, freeObjects, fields);
    }

    RequestSettings mixed(String query, TextForm queryForm, String documents) {
        Slots slots = new Slots(query, queryForm, documents, TextForm.OBJECT);
        return new RequestSettings(model, needsModel, texts, slots, instruction, freeObjects, fields);
    }

    RequestSettings instruction(@Nullable String pointer) {
        return new RequestSettings(model, needsModel, texts, mixed, pointer, freeObjects, fields);
    }

    RequestSettings freeObject(String name, boolean present) {
        Set<String> all = new HashSet<>(freeObjects);
        if (present) {
            all.add(name);
        } else {
            all.remove(name);
        }
        return new RequestSettings(model, needsModel, texts, mixed, instruction, Set.copyOf(all), fields);
    }

    /** With a value at a pointer; null takes it out. */
    RequestSettings field(String pointer, @Nullable JsonNode value) {
        Map<String, JsonNode> all =
                value == null ? Statements.without(fields, pointer) : Statements.with(fields, pointer, value);
        return new RequestSettings(model, needsModel, texts, mixed, instruction, freeObjects, all);
    }

    /** The pointers to all that a request holds beside a user's entries: one list for texts, one for mixed contents. */
    List<List<String>> pointers() {
        return mixed == null ? List.of(pointers(texts)) : List.of(pointers(texts), pointers(mixed));
    }

    private List<String> pointers(Slots form) {
        List<String> all = new ArrayList<>(fields.keySet());
        Collections.addAll(all, form.query(), form.documents());
        if (model != null) {
            all.add(model);
        }
        if (instruction != null) {
            all.add(instruction);
        }
        return all;
    }
}
