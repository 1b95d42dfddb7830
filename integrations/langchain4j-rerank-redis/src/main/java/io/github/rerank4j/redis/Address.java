package io.github.rerank4j.redis;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host and port for messages. A password never gets there: only the words around an address are read from a failure. */
final class Address {

    private static final Pattern NAMED = Pattern.compile(
            "(?:Unable to connect to |refused: |timed out[^:]*: )([^\\s/@\\[\\]]+)?(?:/([^\\s/@]*))?:(\\d+)(?![\\w@])");

    private Address() {}

    static String of(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    /** The address that could not be connected to; empty if no cause says it. */
    static String of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher named = NAMED.matcher(String.valueOf(cause.getMessage()));
            if (named.find()) {
                return host(named.group(1), named.group(2)) + ":" + named.group(3);
            }
        }
        return "";
    }

    private static String host(@Nullable String name, @Nullable String number) {
        return name == null ? String.valueOf(number) : name;
    }
}
