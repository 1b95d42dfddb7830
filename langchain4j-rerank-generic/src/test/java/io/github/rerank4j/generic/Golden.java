package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.testkit.ScriptedReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The three files of a dialect: a call with its request, a reply with what it means, an error with what it means. */
record Golden(JsonNode request, JsonNode reply, JsonNode error) {

    static final String KEY = "key-of-no-account";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Golden of(String dialect) {
        return new Golden(file(dialect, "request"), file(dialect, "reply"), file(dialect, "error"));
    }

    private static JsonNode file(String dialect, String name) {
        String path = "/dialects/" + dialect + "/" + name + ".json";
        try (InputStream file = Golden.class.getResourceAsStream(path)) {
            assertThat(file).as(path).isNotNull();
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RerankCall call() {
        return new RerankCall(query(), documents(), call("modelName"), call("instruction"), Map.of(), Map.of());
    }

    RerankRequest rerankRequest() {
        return RerankRequest.builder().query(query()).contents(documents()).build();
    }

    @Nullable
    String call(String name) {
        return text(request.path("call").path(name));
    }

    byte[] body() {
        return bytes(request.path("body"));
    }

    Map<String, String> headers() {
        return headers(request);
    }

    List<Double> scores() {
        List<Double> scores = new ArrayList<>();
        reply.path("means").path("scores").forEach(score -> scores.add(score.doubleValue()));
        return scores;
    }

    @Nullable
    TokenUsage tokens() {
        JsonNode tokens = reply.path("means").path("tokens");
        return tokens.isNull()
                ? null
                : new TokenUsage(
                        tokens.get(0).intValue(),
                        tokens.get(1).intValue(),
                        tokens.get(2).intValue());
    }

    static @Nullable String means(JsonNode file, String name) {
        return text(file.path("means").path(name));
    }

    static WireReply wire(JsonNode file) {
        return wire(file.path("status").intValue(), bytes(file.path("body")), headers(file));
    }

    static ScriptedReply scripted(JsonNode file) {
        ScriptedReply reply = ScriptedReply.json(
                file.path("status").intValue(), new String(bytes(file.path("body")), StandardCharsets.UTF_8));
        for (Map.Entry<String, String> header : headers(file).entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply;
    }

    static RerankCall call(String modelName, Content query, Content... documents) {
        return new RerankCall(query, List.of(documents), modelName, null, Map.of(), Map.of());
    }

    static WireReply wire(int status, String body) {
        return wire(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A reply with headers whose names are in lower case. */
    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a look-up may give null
    static WireReply wire(int status, byte[] body, Map<String, String> headers) {
        return new WireReply(status, name -> headers.get(name.toLowerCase(Locale.ROOT)), body);
    }

    static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content query() {
        return TextContent.from(request.path("call").path("query").textValue());
    }

    private List<Content> documents() {
        List<Content> documents = new ArrayList<>();
        request.path("call")
                .path("documents")
                .forEach(document -> documents.add(TextContent.from(document.textValue())));
        return documents;
    }

    private static Map<String, String> headers(JsonNode file) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        file.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().textValue()));
        return headers;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.textValue();
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
