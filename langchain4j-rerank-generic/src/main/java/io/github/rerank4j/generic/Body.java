package io.github.rerank4j.generic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.Json.Members;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, and of objects inside it, in the order in which they were put there. */
final class Body {

    /** A member with a value that a user or a dialect gave. */
    static Members value(String name, @Nullable Object value) {
        return json -> {
            Json.name(json, name);
            Json.value(json, value);
        };
    }

    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * Puts a member at a pointer.
     *
     * @throws IllegalArgumentException if something is there already, or the pointer leads through it
     */
    void put(JsonPointer pointer, Members member) {
        String name = pointer.getMatchingProperty();
        if (pointer.tail().matches()) {
            put(name, member);
        } else {
            object(name).put(pointer.tail(), member);
        }
    }

    /** The object that is the member of that name, which comes into being where there is none. */
    Body object(String name) {
        if (members.computeIfAbsent(name, absent -> new Body()) instanceof Body body) {
            return body;
        }
        throw taken(name);
    }

    /** Puts a member. */
    void put(String name, Members member) {
        if (members.putIfAbsent(name, member) != null) {
            throw taken(name);
        }
    }

    /** Writes the members without the braces around them. */
    void write(JsonGenerator json) throws IOException {
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (member.getValue() instanceof Body body) {
                json.writeObjectFieldStart(member.getKey());
                body.write(json);
                json.writeEndObject();
            } else {
                ((Members) member.getValue()).write(json);
            }
        }
    }

    private static IllegalArgumentException taken(String name) {
        return new IllegalArgumentException("two values of the request have the same name, \"" + name + "\"");
    }
}
