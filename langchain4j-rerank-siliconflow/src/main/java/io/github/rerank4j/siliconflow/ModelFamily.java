package io.github.rerank4j.siliconflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the models of one kind take, by the start of their names. Of a model that is in none, nothing is known. */
enum ModelFamily {
    BGE("BAAI/bge-reranker-v2-m3", false, true),
    BCE("netease-youdao/bce-reranker-", false, true),
    QWEN3("Qwen/Qwen3-Reranker-", true, false),
    // whether it takes an instruction is not documented; the model itself does
    QWEN3_VL("Qwen/Qwen3-VL-Reranker-", true, false),
    UNKNOWN("", true, true);

    private static final String PAID_VARIANT = "Pro/";
    private static final List<ModelFamily> ALL = List.of(values());

    private final String prefix;
    private final boolean instructed;
    private final boolean chunking;

    ModelFamily(String prefix, boolean instructed, boolean chunking) {
        this.prefix = prefix;
        this.instructed = instructed;
        this.chunking = chunking;
    }

    /** The family of a model; upper and lower case count, as they do for the service. */
    static ModelFamily of(@Nullable String modelName) {
        if (modelName == null) {
            return UNKNOWN;
        }
        String name = modelName.startsWith(PAID_VARIANT) ? modelName.substring(PAID_VARIANT.length()) : modelName;
        for (ModelFamily family : ALL) {
            if (name.startsWith(family.prefix)) {
                return family;
            }
        }
        return UNKNOWN;
    }

    /** Whether an instruction may be sent. */
    boolean takesInstruction() {
        return instructed;
    }

    /** Whether it cuts long documents into chunks and can be set how. */
    boolean takesChunking() {
        return chunking;
    }

    /** Whether it ranks images and videos beside texts. */
    boolean seesImages() {
        return this == QWEN3_VL;
    }
}
