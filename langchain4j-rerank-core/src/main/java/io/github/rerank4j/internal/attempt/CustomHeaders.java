package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** A user's own headers, which replace ours of the same name, except those that must stay as they are. */
public final class CustomHeaders {

    private final Supplier<Map<String, String>> supplier;
    private final Predicate<String> reserved;
    private final Logger logger;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean warnedOfListener = new AtomicBoolean();

    CustomHeaders(Supplier<Map<String, String>> supplier, Predicate<String> reserved, Logger logger) {
        this.supplier = supplier;
        this.reserved = reserved;
        this.logger = logger;
    }

    /** Refuses a fixed map that names a reserved header or holds what cannot be sent. */
    public static void check(Map<String, String> headers, Predicate<String> reserved) {
        headers.forEach((name, value) -> {
            requireName(name);
            if (isReserved(name, reserved)) {
                throw SettingException.of(
                        "{customHeaders} holds %s, which this model has to set itself",
                        "remove it, or change it in an interceptor of your own {httpClient|OkHttpClient bean}", name);
            }
            requireSendable(name, value);
        });
    }

    /** Our headers with the user's put over them; asks the supplier once. */
    Map<String, String> over(Map<String, String> ours) {
        Map<String, String> theirs = supplier.get();
        if (theirs == null || theirs.isEmpty()) {
            return ours;
        }
        Map<String, String> all = new LinkedHashMap<>(ours);
        theirs.forEach((name, value) -> {
            requireName(name);
            if (isReserved(name, reserved)) {
                warnOnce(name);
            } else {
                requireSendable(name, value);
                all.keySet().removeIf(name::equalsIgnoreCase);
                all.put(name, value);
            }
        });
        return all;
    }

    /** The headers with those that listeners have added; what must not be set, or cannot be sent, is left out. */
    Map<String, String> withAdded(Map<String, String> headers, Map<String, String> added) {
        if (added.isEmpty()) {
            return headers;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        added.forEach((name, value) -> {
            if (HeaderRules.problemOf(name, value, "an attempt") == null && !isReserved(name, reserved)) {
                all.keySet().removeIf(name::equalsIgnoreCase);
                all.put(name, value);
            } else {
                warnOfListener(name);
            }
        });
        return all;
    }

    /**
     * Refuses a header that HTTP cannot carry, without showing its value, nor a name that may be a key in the wrong
     * place.
     *
     * @throws IllegalArgumentException if the name is no token or the value holds a line break or non-ASCII
     */
    static void requireSendable(String name, String value) {
        requireName(name);
        String problem = HeaderRules.problemOf(name, value, "customHeaders");
        if (problem != null) {
            throw SettingException.of("%s", "encode it, or remove the header from {customHeaders}", problem);
        }
    }

    private static void requireName(String name) {
        String problem = HeaderRules.problemOf(name);
        if (problem != null) {
            throw SettingException.of("{customHeaders}: %s", "", problem);
        }
    }

    private static boolean isReserved(String name, Predicate<String> reserved) {
        return HeaderRules.isReserved(name) || reserved.test(name.toLowerCase(Locale.ROOT));
    }

    private void warnOfListener(String name) {
        if (warnedOfListener.compareAndSet(false, true)) {
            Threads.runReporting(() -> logger.warn(
                    "a listener has added {}, which this model has to set itself or HTTP cannot carry; it is left out",
                    HeaderRules.isReserved(name) ? "the header " + name : HeaderRules.named(name, "an attempt")));
        }
    }

    private void warnOnce(String name) {
        if (warned.compareAndSet(false, true)) {
            Threads.runReporting(() ->
                    logger.warn("customHeaders supplied {}, which this model has to set itself; it is left out", name));
        }
    }
}
