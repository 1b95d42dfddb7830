package io.github.rerank4j.generic;

import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.text.HarmlessName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of a rerank server as data: where it is, what its requests look like, where its replies hold scores,
 * usage and errors, and what its models can do. Immutable. There is a constant for each known server; for another one
 * say in what it differs from a Cohere-shaped one, which is what {@link #builder} starts from, or from a known one:
 *
 * <pre>{@code
 * RerankDialect acme = RerankDialect.builder()
 *         .name("acme")
 *         .path("rank")
 *         .documents("/passages", TextForm.OBJECT)
 *         .results("/hits")
 *         .scoreScale(ScoreScale.PROBABILITY)
 *         .build();
 * RerankDialect bge = RerankDialect.LLAMA_CPP.toBuilder().scoreScale(ScoreScale.LOGIT).build();
 * }</pre>
 *
 * <p>A place in a request is a JSON pointer such as {@code /input/query}. A place in a reply is a JSON pointer too,
 * empty for the whole body, or else the name of a response header, which starts with no slash. A body
 * field or entry named {@code top_n} or the like is refused, because a cut list leaves documents without a score; names
 * inside of a value are not looked at.
 */
public final class RerankDialect {

    /** The constants below, in their order; they enter themselves. */
    private static final List<RerankDialect> PRESETS = new ArrayList<>();

    /**
     * The envelope {@code success, code, message, data} under {@code /api/v1/rerank}; the default. Images and videos go
     * out as {@code input.query} and {@code input.documents}, a form that is unverified: none is published.
     */
    public static final RerankDialect ENVELOPE = listed(ServerPresets.envelope());

    /** Cohere, first version; 1,000 documents, which at 10 chunks each is the service's limit. */
    public static final RerankDialect COHERE_V1 = listed(HostedPresets.cohereV1());

    /** Cohere, second version; 1,000 documents, as the service advises, where it accepts 10,000. */
    public static final RerankDialect COHERE_V2 = listed(HostedPresets.cohereV2());

    /** Jina AI; {@code jina-reranker-v3} is listwise, {@code jina-reranker-m0} ranks images too (unverified). */
    public static final RerankDialect JINA = listed(HostedPresets.jina());

    /** Voyage AI; refuses blank documents; under another base URL and path also MongoDB Atlas. */
    public static final RerankDialect VOYAGE = listed(HostedPresets.voyage());

    /** vLLM; {@code PROBABILITY} unless the server's activation is switched off. */
    public static final RerankDialect VLLM = listed(ServerPresets.vllm());

    /** SGLang; refuses blank documents. */
    public static final RerankDialect SGLANG = listed(ServerPresets.sglang());

    /**
     * Hugging Face text-embeddings-inference; 32 texts and 2,000,000 bytes a request, 16 requests at a time, no model
     * name. These are the server's defaults: {@code --max-client-batch-size}, {@code --payload-limit},
     * {@code --max-concurrent-requests}.
     */
    public static final RerankDialect TEI = listed(ServerPresets.tei());

    /** Infinity. */
    public static final RerankDialect INFINITY = listed(ServerPresets.infinity());

    /** Xinference; names tokens only if asked to with a body field {@code /return_len}. */
    public static final RerankDialect XINFERENCE = listed(ServerPresets.xinference());

    /** llama.cpp's server; some models score in logits, others in probabilities. */
    public static final RerankDialect LLAMA_CPP = listed(ServerPresets.llamaCpp());

    /** LocalAI. */
    public static final RerankDialect LOCALAI = listed(ServerPresets.localAi());

    /** A LiteLLM proxy; hands the scores of the service behind it through. */
    public static final RerankDialect LITELLM = listed(ServerPresets.liteLlm());

    /**
     * Alibaba Cloud Model Studio (DashScope), its own protocol; refuses blank documents. The model {@code qwen3-vl-rerank}
     * ranks images and videos.
     */
    public static final RerankDialect DASHSCOPE = listed(HostedPresets.dashScope());

    /** Alibaba Cloud Model Studio (DashScope), its compatible protocol; refuses blank documents. */
    public static final RerankDialect DASHSCOPE_COMPATIBLE = listed(HostedPresets.dashScopeCompatible());

    /**
     * An NVIDIA NIM of one's own; logits. For the hosted ones set the base URL to what comes before
     * {@code reranking}, the model's part with underscores included, and the dialect's path to {@code reranking}.
     * Images (unverified) for the vision models: give them as bytes, because NVIDIA takes data URIs alone; an image given
     * as an address is sent as that address.
     */
    public static final RerankDialect NVIDIA_NIM = listed(ServerPresets.nvidiaNim());

    /** Mixedbread. */
    public static final RerankDialect MIXEDBREAD = listed(HostedPresets.mixedbread());

    /** Pinecone; 100 documents, 200 for {@code cohere-rerank-3.5}; reports no tokens. */
    public static final RerankDialect PINECONE = listed(HostedPresets.pinecone());

    /** Together AI. */
    public static final RerankDialect TOGETHER = listed(HostedPresets.together());

    /** OpenRouter; the scale of the scores is that of the model behind it. Images are unverified. */
    public static final RerankDialect OPENROUTER = listed(HostedPresets.openRouter());

    /** Baidu Qianfan; 64 documents of 4,096 characters, none of them blank. */
    public static final RerankDialect QIANFAN = listed(HostedPresets.qianfan());

    /** Zhipu; 128 documents of 4,096 characters. */
    public static final RerankDialect ZHIPU = listed(HostedPresets.zhipu());

    /** DeepInfra; the model is in the path, and scores come in document order. */
    public static final RerankDialect DEEPINFRA = listed(HostedPresets.deepInfra());

    /** A relay of the New API family; drops the instruction unless its channel passes the body through. */
    public static final RerankDialect NEW_API = listed(ServerPresets.newApi());

    final int maxConcurrentRequests;
    final AddressSettings address;
    final RequestSettings request;
    final ResultSettings results;
    final ReplySettings reply;
    final ErrorSettings errors;
    final ModelTable models;
    private final String name;
    private final GenericWire wire;

    RerankDialect(RerankDialectBuilder stated) {
        this.name = stated.name;
        this.maxConcurrentRequests = stated.maxConcurrentRequests;
        this.address = stated.address;
        this.request = stated.request;
        this.results = stated.results;
        this.reply = stated.reply;
        this.errors = stated.errors;
        this.models = stated.models;
        DialectChecks.check(this);
        this.wire = new GenericWire(this);
    }

    /** A dialect like Cohere's without a base URL and limits, of an unknown scale. Needs a name. */
    public static RerankDialectBuilder builder() {
        return new RerankDialectBuilder();
    }

    private static RerankDialect listed(RerankDialect preset) {
        PRESETS.add(preset);
        return preset;
    }

    /** All constants, in a fixed order. */
    public static List<RerankDialect> presets() {
        return Collections.unmodifiableList(PRESETS);
    }

    /**
     * The constant of that name, such as {@code cohere-v2}; in any case, with hyphens or underscores.
     *
     * @throws IllegalArgumentException if there is none; names those that may be meant, or all
     */
    public static RerankDialect named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no dialect named "
                        + HarmlessName.quoted(String.valueOf(name)) + "; " + others(name)));
    }

    static Optional<RerankDialect> find(String name) {
        String wanted = spelled(name);
        return PRESETS.stream().filter(preset -> preset.name().equals(wanted)).findFirst();
    }

    /** What may be given instead of a name that is none. */
    static String others(String name) {
        return MeantName.remedy(names(), spelled(name));
    }

    /** The names of all constants, in their order. */
    static List<String> names() {
        return PRESETS.stream().map(RerankDialect::name).toList();
    }

    private static String spelled(String name) {
        return String.valueOf(name).strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A builder that starts from this dialect, name included. */
    public RerankDialectBuilder toBuilder() {
        return new RerankDialectBuilder(this);
    }

    /** The name in logs and errors, and for {@link #named} if this is a constant. */
    public String name() {
        return name;
    }

    /** Where the hosted service is; absent for servers one runs oneself. */
    public Optional<String> baseUrl() {
        return Optional.ofNullable(address.baseUrl());
    }

    /** What that model takes and returns. */
    public ModelTraits traits(@Nullable String modelName) {
        return models.of(modelName);
    }

    GenericWire wire() {
        return wire;
    }

    /** The name and the address; a base URL with user info, a query or a fragment is not shown: it may hold a key. */
    @Override
    public String toString() {
        String shown = baseUrl().filter(url -> !url.matches("(?s).*[@?#].*")).orElse("{baseUrl}");
        return "RerankDialect[" + name + ", POST " + shown + "/" + address.path() + "]";
    }
}
