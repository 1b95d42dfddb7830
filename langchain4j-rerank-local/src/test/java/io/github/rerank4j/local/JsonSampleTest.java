package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSampleTest {
    @Test
    void a_value_in_a_hole_is_only_a_value() {
        JsonSample sample = sample("{'a':['$a',1],'b':{'c':'$b','d':null}}");

        assertThat(sample.with(Map.of("$a", TextNode.valueOf("\"$b\""), "$b", TextNode.valueOf("二"))))
                .hasToString("{\"a\":[\"\\\"$b\\\"\",1],\"b\":{\"c\":\"二\",\"d\":null}}");
    }

    @Test
    void texts_are_read_from_the_places_of_the_holes() {
        JsonSample sample = sample("{'query':'$query','documents':[{'text':'$document'}]}");

        Map<String, List<String>> texts =
                sample.textsIn(json("{'top_n':1,'documents':[{'text':'a'},{'text':'b','id':7}],'query':'q'}"));

        assertThat(texts).isEqualTo(Map.of("$query", List.of("q"), "$document", List.of("a", "b")));
    }

    @Test
    void the_place_of_what_is_missing_is_named() {
        JsonSample sample = sample("{'query':{'text':'$query'}}");

        assertThatThrownBy(() -> sample.textsIn(Json.object()))
                .isInstanceOf(ServiceRefusal.class)
                .hasMessage("/query/text must be a text");
    }

    private static JsonSample sample(String json) {
        return new JsonSample(json(json));
    }

    private static JsonNode json(String json) {
        return new ReceivedRequest(
                        "POST", "/", Map.of(), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .json();
    }
}
