package io.github.rerank4j.properties;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The services, each with the place of its texts in requests and of its scores in replies. Written from their
 * documentation and read with an ObjectMapper, so that it shares no code with what is tested.
 */
enum Service {
    TENCENT("", "/Query", "/Docs", "/Response/ScoreList", "", ""),
    SILICONFLOW("", "/query", "/documents", "/results", "index", "relevance_score"),
    COHERE_V2("cohere-v2", "/query", "/documents", "/results", "index", "relevance_score,score"),
    ENVELOPE("envelope", "/query", "/documents", "/data/results", "index", "relevance_score,score"),
    VLLM("vllm", "/query", "/documents", "/results", "index", "relevance_score,score"),
    DASHSCOPE("dashscope", "/input/query", "/input/documents", "/output/results", "index", "relevance_score,score"),
    NVIDIA_NIM("nvidia-nim", "/query/text", "/passages", "/rankings", "index", "logit"),
    MIXEDBREAD("mixedbread", "/query", "/input", "/data", "index", "score"),
    TEI("tei", "/query", "/texts", "", "index", "score"),
    DEEPINFRA("deepinfra", "/queries/0", "/documents", "/scores", "", "");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String ADDRESS = "http://127.0.0.1:9/";

    private final String dialect;
    private final String query;
    private final String documents;
    private final String results;
    private final String index;
    private final String scores;

    /**
     * @param dialect of the generic model, or nothing for a service with a model of its own
     * @param query the pointer to the query of a request
     * @param documents the pointer to its documents
     * @param results the pointer to the results of a reply
     * @param index the member of a result that names its document, or nothing for bare scores in document order
     * @param scores the members of a result that may hold its score, the first one found counts
     */
    Service(String dialect, String query, String documents, String results, String index, String scores) {
        this.dialect = dialect;
        this.query = query;
        this.documents = documents;
        this.results = results;
        this.index = index;
        this.scores = scores;
    }

    /** What a service is asked. */
    record Asked(String query, List<String> documents) {}

    /** A builder of a model of this service that has all that is required but a client. */
    RerankScoringModel.Builder<?> builder() {
        return switch (this) {
            case TENCENT ->
                TencentScoringModel.builder()
                        .baseUrl(ADDRESS)
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .requestsPerSecond(1_000_000);
            case SILICONFLOW ->
                SiliconFlowScoringModel.builder()
                        .baseUrl(ADDRESS)
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3");
            default -> generic();
        };
    }

    private RerankScoringModel.Builder<?> generic() {
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(RerankDialect.named(dialect))
                .baseUrl(ADDRESS);
        return this == TEI ? builder : builder.modelName("example-reranker");
    }

    /** What a request asks. */
    Asked asked(byte[] request) {
        JsonNode body = read(request)
                .orElseThrow(() -> new AssertionError(
                        "a request is not JSON: " + HexFormat.of().formatHex(request)));
        List<String> texts = new ArrayList<>();
        for (JsonNode document : body.at(documents)) {
            texts.add(text(document.isObject() ? document.path("text") : document));
        }
        return new Asked(text(body.at(query)), texts);
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new AssertionError("a text of a request is " + node.getNodeType());
        }
        return node.textValue();
    }

    /** A reply as the service sends it. */
    JsonNode reply(double[] documentScores, List<Integer> order) {
        ArrayNode hits = JsonNodeFactory.instance.arrayNode();
        if (index.isEmpty()) {
            Arrays.stream(documentScores).forEach(hits::add);
        } else {
            order.forEach(place -> hits.addObject().put(index, place).put(scoreNames()[0], documentScores[place]));
        }
        return wrapped(hits);
    }

    private String[] scoreNames() {
        return scores.split(",", -1);
    }

    private JsonNode wrapped(JsonNode hits) {
        JsonNode reply = hits;
        List<String> names = Arrays.asList(results.split("/", -1));
        for (int i = names.size() - 1; i > 0; i--) {
            ObjectNode outer = JsonNodeFactory.instance.objectNode();
            reply = outer.set(names.get(i), reply);
        }
        return reply;
    }

    /** The scores in a reply, if it is one finite score per document and nothing else. */
    Optional<List<Double>> scores(byte[] reply, int documentCount) {
        return read(reply)
                .map(body -> body.at(results))
                .filter(JsonNode::isArray)
                .flatMap(hits -> {
                    @Nullable Double[] found = new Double[documentCount];
                    int position = 0;
                    for (JsonNode hit : hits) {
                        int place = index.isEmpty() ? position++ : place(hit.path(index));
                        Double score = score(index.isEmpty() ? hit : scored(hit));
                        if (place < 0 || place >= documentCount || found[place] != null || score == null) {
                            return Optional.empty();
                        }
                        found[place] = score;
                    }
                    List<Double> complete = new ArrayList<>();
                    for (Double score : found) {
                        if (score == null) {
                            return Optional.empty();
                        }
                        complete.add(score);
                    }
                    return Optional.of(complete);
                });
    }

    private static int place(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : -1;
    }

    private JsonNode scored(JsonNode hit) {
        return Arrays.stream(scoreNames())
                .filter(hit::has)
                .findFirst()
                .map(hit::path)
                .orElse(hit.path("absent"));
    }

    private static @Nullable Double score(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
    }

    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return Optional.ofNullable(JSON.readTree(bytes));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
