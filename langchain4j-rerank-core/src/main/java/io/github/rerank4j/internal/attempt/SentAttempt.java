package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.internal.redaction.CleanWord;
import io.github.rerank4j.internal.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One attempt of a batch as it went out. */
record SentAttempt(
        EncodedBatch batch,
        boolean needsProbabilities,
        Map<String, String> credentials,
        Map<String, String> headers,
        CallContext call,
        int number) {

    /** A provider's words without what only we and the user may know. */
    String redacted(String words) {
        List<String> secrets = new ArrayList<>(headers.values());
        secrets.removeAll(batch.request().headers().values());
        return Redaction.of(words, secrets, batch.call());
    }

    /** Whether a provider's word holds none of that for sure. */
    boolean isClean(String word) {
        return CleanWord.isClean(word, headers.values(), batch.call());
    }

    /** Whether a key may have been among its headers: credentials, or a header of the user's or of a listener. */
    boolean mayHoldKey() {
        return !credentials.isEmpty()
                || !batch.request()
                        .headers()
                        .keySet()
                        .containsAll(headers.keySet().stream()
                                .filter(name -> !name.equals("Accept"))
                                .toList());
    }

    /** Shows no header. */
    @Override
    public String toString() {
        return "SentAttempt[" + batch + ", number=" + number + "]";
    }
}
