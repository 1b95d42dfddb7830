package io.github.rerank4j.generic;

import static dev.langchain4j.data.message.ContentType.IMAGE;
import static dev.langchain4j.data.message.ContentType.TEXT;
import static dev.langchain4j.data.message.ContentType.VIDEO;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.ModelTraits;

/** Dialects of servers that people run themselves, and whose address only they know. */
final class ServerPresets {

    private static final int TEI_TEXTS = 32;
    private static final int TEI_PERMITS = 512;
    private static final int TEI_BYTES = 2_000_000;
    private static final int INFINITY_DOCUMENTS = 2_048;
    private static final int INFINITY_CHARACTERS = 122_880;
    private static final int NIM_PASSAGES = 512;
    private static final double LLAMA_FAILURE = -1_000_000;

    private ServerPresets() {}

    static RerankDialect envelope() {
        return RerankDialect.builder()
                .name("envelope")
                .path("api/v1/rerank")
                .bodyField("/return_documents", false)
                .mixed("/input/query", TextForm.OBJECT, "/input/documents")
                .inputObject(true)
                .parametersObject(true)
                .results("/data/results")
                .usage("/usage", "/data/usage")
                .success("/success", "true")
                .scoreScale(ScoreScale.PROBABILITY)
                .contentKinds(TEXT, IMAGE, VIDEO)
                .build();
    }

    static RerankDialect vllm() {
        return typedErrors("vllm").scoreScale(ScoreScale.PROBABILITY).build();
    }

    static RerankDialect sglang() {
        return typedErrors("sglang")
                .bodyField("/return_documents", false)
                .instruction("/instruct")
                .results("")
                .scores("score")
                .blankDocuments(false)
                .build();
    }

    static RerankDialect tei() {
        return RerankDialect.builder()
                .name("tei")
                .path("rerank")
                .maxConcurrentRequests(TEI_PERMITS / TEI_TEXTS) // it counts one permit per text
                .noModel()
                .documents("/texts", TextForm.STRING)
                .bodyField("/raw_scores", false)
                .bodyField("/return_text", false)
                .bodyField("/truncate", true)
                .results("")
                .scores("score")
                .usage("x-compute-tokens")
                .errorKind("Backend", ErrorKind.SERVER)
                .errorKind("Overloaded", ErrorKind.RATE_LIMIT)
                .errorKind("Unhealthy", ErrorKind.SERVER)
                .errorWords("Backend error: model is not", ErrorKind.INVALID_REQUEST)
                .errorWords("model is not", ErrorKind.INVALID_REQUEST)
                .scoreScale(ScoreScale.PROBABILITY)
                .maxDocuments(TEI_TEXTS)
                .maxBytes(TEI_BYTES)
                .build();
    }

    static RerankDialect infinity() {
        return typedErrors("infinity")
                .path("rerank")
                .bodyField("/return_documents", false)
                .bodyField("/raw_scores", false)
                .scoreScale(ScoreScale.PROBABILITY)
                .maxDocuments(INFINITY_DOCUMENTS)
                .maxCharactersPerDocument(INFINITY_CHARACTERS)
                .build();
    }

    static RerankDialect xinference() {
        return RerankDialect.builder()
                .name("xinference")
                .bodyField("/return_documents", false)
                .usage("/meta/tokens")
                .build();
    }

    static RerankDialect llamaCpp() {
        return typedErrors("llama-cpp")
                .failedScore(LLAMA_FAILURE)
                .errorKind("exceed_context_size_error", ErrorKind.INVALID_REQUEST)
                // older builds send a text that is too long back with HTTP 500 and server_error
                .errorWords("input is too large", ErrorKind.INVALID_REQUEST)
                .errorWords("input (", ErrorKind.INVALID_REQUEST)
                .build();
    }

    static RerankDialect localAi() {
        return RerankDialect.builder()
                .name("localai")
                .failedScore(LLAMA_FAILURE) // of llama.cpp, if that runs the model
                .build();
    }

    static RerankDialect liteLlm() {
        return RerankDialect.builder()
                .name("litellm")
                .bodyField("/return_documents", false)
                .instruction("/instruction")
                .usage("/meta/tokens", "/meta/billed_units/total_tokens")
                .requestId("/id", "x-litellm-call-id", "x-request-id")
                .errorKind("budget_exceeded", ErrorKind.AUTHENTICATION)
                .build();
    }

    static RerankDialect nvidiaNim() {
        ModelTraits texts = ModelTraits.pointwise(ScoreScale.LOGIT).maxDocuments(NIM_PASSAGES);
        return RerankDialect.builder()
                .name("nvidia-nim")
                .path("v1/ranking")
                .query("/query", TextForm.OBJECT)
                .documents("/passages", TextForm.OBJECT)
                .mixed("/query", TextForm.OBJECT, "/passages")
                .bodyField("/truncate", "END")
                .results("/rankings")
                .requestId("/request_id", "/id", "NVCF-REQID", "x-request-id")
                .errorCodes("/error/code", "/error/type", "/code", "/type", "NVCF-STATUS")
                .scores("logit")
                .scoreScale(texts.scale())
                .maxDocuments(texts.maxDocuments())
                .forModels("nvidia/llama-nemotron-rerank-vl", texts.kinds(TEXT, IMAGE))
                .build();
    }

    static RerankDialect newApi() {
        return RerankDialect.builder()
                .name("new-api")
                .bodyField("/return_documents", false)
                .instruction("/instruct")
                .requestId("x-oneapi-request-id", "/request_id", "/id", "x-request-id")
                .build();
    }

    /** A server with one model, whose errors carry their HTTP status as code and a type in words. */
    private static RerankDialectBuilder typedErrors(String name) {
        return RerankDialect.builder()
                .name(name)
                .optionalModel("/model")
                .errorCodes("/error/type", "/type", "/error/code", "/code");
    }
}
