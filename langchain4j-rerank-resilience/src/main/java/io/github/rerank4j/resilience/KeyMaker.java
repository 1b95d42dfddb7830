package io.github.rerank4j.resilience;

import io.github.rerank4j.Document;
import io.github.rerank4j.RerankRequest;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Makes the keys of a cache. Safe for use by many threads. */
final class KeyMaker {

    private static final String FORMAT = "r1";
    private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

    private final byte[] secret;
    private final @Nullable String version;
    private final boolean shared;
    /** Not one per thread: there may be a virtual one for each call. */
    private final BlockingQueue<KeyDigest> digests = new ArrayBlockingQueue<>(KEPT);

    /**
     * Keys of a cache.
     *
     * @param secret kept as it is
     * @param shared whether others use the same keys, so that a model must be known by its identity or the version
     */
    KeyMaker(byte[] secret, @Nullable String version, boolean shared) {
        this.secret = secret;
        this.version = version;
        this.shared = shared;
    }

    /**
     * The keys of a question's documents.
     *
     * @param model which model answers
     */
    Keys keys(Question question, String model) {
        KeyDigest waiting = digests.poll();
        KeyDigest digest = waiting == null ? new KeyDigest(secret) : waiting;
        Keys keys = keys(question, model, digest);
        digests.offer(digest);
        return keys;
    }

    private Keys keys(Question question, String model, KeyDigest digest) {
        List<Document> documents = question.documents();
        if (!begin(question, model, digest)) {
            digest.reset();
            return Keys.none(documents.size());
        }
        byte[] start = digest.hash();
        return question.traits().listwise()
                ? ofList(documents, start, digest)
                : new Keys(ofEach(documents, start, digest), null);
    }

    private boolean begin(Question question, String model, KeyDigest digest) {
        RerankRequest request = question.request();
        if (shared && version == null && question.traits().identity().isEmpty()) {
            return false;
        }
        digest.text(FORMAT)
                .text(version)
                .text(question.traits().provider())
                .text(question.traits().identity().orElse(null))
                .text(request.modelName().orElse(null))
                .text(model)
                .text(request.instruction().orElse(null));
        return digest.entries(request.input())
                && digest.entries(request.parameters())
                && digest.content(request.query());
    }

    private static @Nullable ScoreKey[] ofEach(List<Document> documents, byte[] start, KeyDigest digest) {
        @Nullable ScoreKey[] keys = new ScoreKey[documents.size()];
        for (int i = 0; i < keys.length; i++) {
            if (digest.hash(start).document(documents.get(i))) {
                keys[i] = digest.key();
            } else {
                digest.reset();
            }
        }
        return keys;
    }

    private static Keys ofList(List<Document> documents, byte[] start, KeyDigest digest) {
        digest.hash(start).kind('l').number(documents.size());
        for (Document document : documents) {
            if (!digest.document(document)) {
                digest.reset();
                return Keys.none(documents.size());
            }
        }
        byte[] list = digest.hash();
        @Nullable ScoreKey[] keys = new ScoreKey[documents.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = digest.hash(list).number(i).key();
        }
        return new Keys(keys, digest.hash(list).number(-1).key());
    }
}
