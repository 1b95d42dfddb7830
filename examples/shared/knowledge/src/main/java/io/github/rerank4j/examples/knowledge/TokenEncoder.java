package io.github.rerank4j.examples.knowledge;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The embedding model of a language, asked for the vector of every token and not for that of the text. A text is cut at
 * the 512 tokens that the model can see, and encoded once: the vectors of the texts used last are kept. Safe for use by many
 * threads, which take turns.
 */
final class TokenEncoder {

    private static final int WINDOW = 512;
    /** Of all the texts that are kept: 50 MB for vectors of 384 numbers. */
    private static final int MOST_TOKENS = 1 << 15;

    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Map<String, TokenVectors> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int tokensKept;

    private TokenEncoder(Class<?> home, String name) {
        try (InputStream model = resource(home, name + ".onnx");
                InputStream words = resource(home, name + "-tokenizer.json")) {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    words, Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(WINDOW)));
            session = session(model.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the embedding model " + name + " cannot be read", e);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model " + name + " cannot be started", e);
        }
    }

    private OrtSession session(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // threads that wait for each other by spinning are many times slower than one where processors are busy
            options.setIntraOpNumThreads(1);
            return environment.createSession(model, options);
        }
    }

    /** The model of a language, newly loaded. */
    static TokenEncoder load(Language language) {
        return language == Language.CHINESE
                ? new TokenEncoder(BgeSmallZhV15QuantizedEmbeddingModel.class, "bge-small-zh-v1.5-q")
                : new TokenEncoder(AllMiniLmL6V2QuantizedEmbeddingModel.class, "all-minilm-l6-v2-q");
    }

    private static InputStream resource(Class<?> home, String name) throws IOException {
        InputStream resource = home.getResourceAsStream("/" + name);
        if (resource == null) {
            throw new FileNotFoundException(name + " is missing on the class path");
        }
        return resource;
    }

    /** The vectors of a text's tokens, among them those that the model puts around each text. */
    synchronized TokenVectors encode(String text) {
        TokenVectors known = kept.get(text);
        return known == null ? keep(text, encoded(text)) : known;
    }

    private TokenVectors keep(String text, TokenVectors vectors) {
        kept.put(text, vectors);
        tokensKept += vectors.count();
        var oldest = kept.values().iterator();
        while (tokensKept > MOST_TOKENS) {
            tokensKept -= oldest.next().count();
            oldest.remove();
        }
        return vectors;
    }

    private TokenVectors encoded(String text) {
        Encoding tokens = tokenizer.encode(wellFormed(text));
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", tensor(tokens.getIds()));
            inputs.put("attention_mask", tensor(tokens.getAttentionMask()));
            inputs.put("token_type_ids", tensor(tokens.getTypeIds()));
            try (OrtSession.Result result = session.run(inputs)) {
                float[][][] states = (float[][][])
                        result.get("last_hidden_state").orElseThrow().getValue();
                return TokenVectors.of(states[0]);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model failed", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Half a character becomes a question mark: the tokenizer is no Java, and takes none. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private OnnxTensor tensor(long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {numbers});
    }

    /** How many tokens are kept, of all texts. */
    synchronized int tokensKept() {
        return tokensKept;
    }
}
