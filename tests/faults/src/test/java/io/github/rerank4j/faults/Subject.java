package io.github.rerank4j.faults;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The models under test, each with the shape of its service's replies. */
enum Subject {
    TENCENT("{\"Response\":{\"ScoreList\":%s,\"Usage\":{\"TotalTokens\":27},\"RequestId\":\"req-1\"}}", null) {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return TencentScoringModel.builder()
                    .secretId("AKIDinvented")
                    .secretKey(words.key())
                    .token(words.token());
        }
    },
    SILICONFLOW(
            "{\"id\":\"req-1\",\"results\":%s,\"meta\":{\"tokens\":{\"input_tokens\":20,\"output_tokens\":0}}}",
            "relevance_score") {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return SiliconFlowScoringModel.builder().apiKey(words.key()).modelName("BAAI/bge-reranker-v2-m3");
        }
    },
    ENVELOPE(
            "{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":{\"results\":%s}}",
            "relevance_score") {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return generic(RerankDialect.ENVELOPE, words);
        }
    },
    COHERE("{\"id\":\"req-1\",\"results\":%s,\"meta\":{\"api_version\":{\"version\":\"2\"}}}", "relevance_score") {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return generic(RerankDialect.COHERE_V2, words);
        }
    },
    TEI("%s", "score") {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return GenericScoringModel.builder().dialect(RerankDialect.TEI).apiKey(words.key());
        }
    },
    DEEPINFRA("{\"scores\":%s,\"input_tokens\":9,\"request_id\":\"req-1\"}", null) {
        @Override
        RerankScoringModel.Builder<?> builder(Words words) {
            return generic(RerankDialect.DEEPINFRA, words);
        }
    };

    static final List<Subject> ALL = List.of(values());
    static final List<Subject> INDEXED = List.of(SILICONFLOW, ENVELOPE, COHERE, TEI);
    static final List<Subject> POSITIONAL = List.of(TENCENT, DEEPINFRA);

    private static final List<Subject> DIALECTS = List.of(ENVELOPE, COHERE, TEI, DEEPINFRA);

    private final String shape;
    private final @Nullable String scoreName;

    Subject(String shape, @Nullable String scoreName) {
        this.shape = shape;
        this.scoreName = scoreName;
    }

    /** The three models, the generic one with one of its dialects. */
    static List<Subject> ofEachModel(int number) {
        return List.of(TENCENT, SILICONFLOW, DIALECTS.get(number % DIALECTS.size()));
    }

    /** A builder with everything but the address. */
    abstract RerankScoringModel.Builder<?> builder(Words words);

    private static RerankScoringModel.Builder<?> generic(RerankDialect dialect, Words words) {
        return GenericScoringModel.builder()
                .dialect(dialect)
                .apiKey(words.key())
                .modelName("acme/reranker");
    }

    /** A reply with these scores, as JSON, of the documents in their order. */
    String scored(String... scores) {
        return listing("["
                + IntStream.range(0, scores.length)
                        .mapToObj(index -> item(String.valueOf(index), scores[index]))
                        .collect(Collectors.joining(","))
                + "]");
    }

    /** A reply with this JSON where the list of scores belongs. */
    String listing(String list) {
        return shape.replace("%s", list);
    }

    /** One entry of the list: index and score as JSON; what is empty is left out. */
    String item(String index, String score) {
        if (scoreName == null) {
            return score;
        }
        String left = index.isEmpty() ? "" : "\"index\":" + index;
        String right = score.isEmpty() ? "" : "\"" + scoreName + "\":" + score;
        return "{" + left + (left.isEmpty() || right.isEmpty() ? "" : ",") + right + "}";
    }
}
