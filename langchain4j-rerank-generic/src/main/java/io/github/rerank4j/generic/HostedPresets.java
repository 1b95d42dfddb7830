package io.github.rerank4j.generic;

import static dev.langchain4j.data.message.ContentType.IMAGE;
import static dev.langchain4j.data.message.ContentType.TEXT;
import static dev.langchain4j.data.message.ContentType.VIDEO;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.ModelTraits;
import java.util.List;

/** Dialects of services that anyone with a key can call. */
final class HostedPresets {

    private static final int COHERE_DOCUMENTS = 1_000;
    private static final int VOYAGE_DOCUMENTS = 1_000;
    private static final int DASHSCOPE_DOCUMENTS = 500;
    private static final int DASHSCOPE_VL_DOCUMENTS = 100;
    private static final int DASHSCOPE_CHARACTERS = 300_000;
    private static final int MIXEDBREAD_DOCUMENTS = 1_000;
    private static final int PINECONE_DOCUMENTS = 100;
    private static final int PINECONE_COHERE_DOCUMENTS = 200;
    private static final int QIANFAN_DOCUMENTS = 64;
    private static final int ZHIPU_DOCUMENTS = 128;
    private static final int CHINESE_DOCUMENT_CHARACTERS = 4_096;

    private HostedPresets() {}

    static RerankDialect cohereV1() {
        return cohere("cohere-v1")
                .path("v1/rerank")
                .optionalModel("/model")
                .bodyField("/return_documents", false)
                .build();
    }

    static RerankDialect cohereV2() {
        return cohere("cohere-v2").path("v2/rerank").build();
    }

    private static RerankDialectBuilder cohere(String name) {
        return probabilities(name, "https://api.cohere.com")
                .usage("/meta/tokens")
                .requestId("/id", "x-request-id")
                .maxDocuments(COHERE_DOCUMENTS);
    }

    static RerankDialect jina() {
        return probabilities("jina", "https://api.jina.ai")
                .mixed("/query", TextForm.STRING, "/documents")
                .bodyField("/return_documents", false)
                .errorKind("AUTH_", ErrorKind.AUTHENTICATION)
                .errorKind("AUTHZ_", ErrorKind.AUTHENTICATION) // an empty balance among them
                .errorKind("RATE_", ErrorKind.RATE_LIMIT)
                .forModels("jina-reranker-v3", ModelTraits.listwise(ScoreScale.UNKNOWN))
                .forModels(
                        "jina-reranker-m0",
                        ModelTraits.pointwise(ScoreScale.PROBABILITY).kinds(TEXT, IMAGE))
                .build();
    }

    static RerankDialect voyage() {
        return probabilities("voyage", "https://api.voyageai.com")
                .bodyField("/return_documents", false)
                .results("/data")
                .maxDocuments(VOYAGE_DOCUMENTS)
                .blankDocuments(false)
                .build();
    }

    static RerankDialect dashScope() {
        return dashScope("dashscope")
                .path("api/v1/services/rerank/text-rerank/text-rerank")
                .query("/input/query", TextForm.STRING)
                .documents("/input/documents", TextForm.STRING)
                .mixed("/input/query", TextForm.STRING, "/input/documents")
                .instruction("/parameters/instruct")
                .bodyField("/parameters/return_documents", false)
                .inputObject(true)
                .parametersObject(true)
                .results("/output/results")
                .maxCharacters(DASHSCOPE_CHARACTERS)
                .forModels(
                        "qwen3-vl-rerank",
                        ModelTraits.pointwise(ScoreScale.PROBABILITY)
                                .maxDocuments(DASHSCOPE_VL_DOCUMENTS)
                                .maxCharacters(DASHSCOPE_CHARACTERS)
                                .kinds(TEXT, IMAGE, VIDEO)
                                .blankDocuments(false))
                .build();
    }

    static RerankDialect dashScopeCompatible() {
        return dashScope("dashscope-compatible")
                .path("compatible-api/v1/reranks")
                .instruction("/instruct")
                .build();
    }

    private static RerankDialectBuilder dashScope(String name) {
        return probabilities(name, "https://dashscope.aliyuncs.com")
                .success("/code", "")
                .errorKind("Throttling", ErrorKind.RATE_LIMIT)
                .errorKind("limit_", ErrorKind.RATE_LIMIT)
                .errorKind("insufficient_quota", ErrorKind.RATE_LIMIT) // of this minute, where others mean the balance
                .errorKind("InvalidApiKey", ErrorKind.AUTHENTICATION)
                .errorKind("AccessDenied", ErrorKind.AUTHENTICATION)
                .errorKind("Arrearage", ErrorKind.AUTHENTICATION)
                .errorKind("ModelNotFound", ErrorKind.MODEL_NOT_FOUND)
                .errorKind("InternalError", ErrorKind.SERVER)
                .errorKind("InternalError.Algo.InvalidParameter", ErrorKind.INVALID_REQUEST)
                .errorKind("SystemError", ErrorKind.SERVER)
                .errorKind("ServiceUnavailable", ErrorKind.SERVER)
                .errorKind("RequestTimeOut", ErrorKind.SERVER)
                .maxDocuments(DASHSCOPE_DOCUMENTS)
                .blankDocuments(false);
    }

    static RerankDialect mixedbread() {
        return probabilities("mixedbread", "https://api.mixedbread.com")
                .path("v1/reranking")
                .documents("/input", TextForm.STRING)
                .bodyField("/return_input", false)
                .results("/data")
                .scores("score")
                .maxDocuments(MIXEDBREAD_DOCUMENTS)
                .build();
    }

    static RerankDialect pinecone() {
        return probabilities("pinecone", "https://api.pinecone.io")
                .path("rerank")
                .header("X-Pinecone-Api-Version", "2026-04")
                .authorization("Api-Key", "")
                .documents("/documents", TextForm.OBJECT)
                .bodyField("/return_documents", false)
                .parametersObject(true)
                .results("/data")
                .scores("score")
                .usage()
                .maxDocuments(PINECONE_DOCUMENTS)
                .forModels(
                        "cohere-rerank-3.5",
                        ModelTraits.pointwise(ScoreScale.PROBABILITY).maxDocuments(PINECONE_COHERE_DOCUMENTS))
                .build();
    }

    static RerankDialect together() {
        return probabilities("together", "https://api.together.xyz")
                .bodyField("/return_documents", false)
                .build();
    }

    static RerankDialect openRouter() {
        return RerankDialect.builder()
                .name("openrouter")
                .baseUrl("https://openrouter.ai")
                .path("api/v1/rerank")
                .mixed("/query", TextForm.STRING, "/documents")
                .contentKinds(TEXT, IMAGE)
                .build();
    }

    static RerankDialect qianfan() {
        return probabilities("qianfan", "https://qianfan.baidubce.com")
                .path("v2/rerank")
                .maxDocuments(QIANFAN_DOCUMENTS)
                .maxCharactersPerDocument(CHINESE_DOCUMENT_CHARACTERS)
                .blankDocuments(false)
                .build();
    }

    static RerankDialect zhipu() {
        RerankDialectBuilder dialect = probabilities("zhipu", "https://open.bigmodel.cn");
        // the key, and then the account, also when it is in arrears
        List.of("1000", "1001", "1002", "1003", "1004", "1110", "1111", "1112", "1113", "1121", "1220")
                .forEach(code -> dialect.errorKind(code, ErrorKind.AUTHENTICATION));
        return dialect.errorKind("1211", ErrorKind.MODEL_NOT_FOUND)
                .path("api/paas/v4/rerank")
                .bodyField("/return_documents", false)
                .bodyField("/return_raw_scores", false)
                .maxDocuments(ZHIPU_DOCUMENTS)
                .maxCharactersPerDocument(CHINESE_DOCUMENT_CHARACTERS)
                .build();
    }

    static RerankDialect deepInfra() {
        return probabilities("deepinfra", "https://api.deepinfra.com")
                .path("v1/inference/{model}")
                .noModel()
                .query("/queries", TextForm.PER_DOCUMENT)
                .instruction("/instruction")
                .results("/scores")
                .positional()
                .scores()
                .usage("/input_tokens")
                .responseModel(null)
                .build();
    }

    private static RerankDialectBuilder probabilities(String name, String baseUrl) {
        return RerankDialect.builder().name(name).baseUrl(baseUrl).scoreScale(ScoreScale.PROBABILITY);
    }
}
