package io.github.rerank4j.internal.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.WireReply;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server says that it is still loading its model. The words are those of llama.cpp ("Loading model"), Hugging
 * Face and TGI ("Model … is currently loading", with {@code estimated_time}), and servers in front of them that start
 * one ("model is not ready", "starting up", "warming up").
 */
final class Loading {

    private static final int FAILED_DEPENDENCY = 424;
    private static final int TOO_EARLY = 425;
    private static final int LONGEST_WORDS = 1_000;

    private static final Pattern LOADING = Pattern.compile(
            "\\bloading (the )?model\\b|\\b(is|still|currently) (being loaded|loading|warming up|starting( up)?)\\b"
                    + "|\\b(model|server|service)\\b.{0,200}\\bnot (yet )?(ready|loaded)\\b|\\bmodel is warming\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FAILED =
            Pattern.compile("\\b(fail|error (while |when )?loading|unable|cannot|could not)", Pattern.CASE_INSENSITIVE);

    private Loading() {}

    /**
     * Whether a refusal means that.
     *
     * @param words the server's words, without which only its estimate counts
     */
    static boolean saidBy(WireReply reply, String words) {
        return switch (reply.status()) {
            case HttpURLConnection.HTTP_UNAVAILABLE, FAILED_DEPENDENCY, TOO_EARLY ->
                estimate(reply) != null || says(words);
            default -> false;
        };
    }

    /** How long the server thinks that loading will take, which it often does not know; null where it does not say. */
    static @Nullable Duration estimate(WireReply reply) {
        JsonNode atTop = reply.json().path("estimated_time");
        JsonNode seconds = atTop.isNumber() ? atTop : reply.json().path("error").path("estimated_time");
        double value = seconds.isNumber() ? seconds.doubleValue() : -1;
        return value >= 0 && Double.isFinite(value) ? Duration.ofNanos((long) (value * 1e9)) : null;
    }

    private static boolean says(String words) {
        String start = words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
        return LOADING.matcher(start).find() && !FAILED.matcher(start).find();
    }
}
