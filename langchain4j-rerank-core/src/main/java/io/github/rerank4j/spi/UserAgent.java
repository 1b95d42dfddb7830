package io.github.rerank4j.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Who sends a request: this project and its version, such as {@code rerank4j/1.2.0}. */
public final class UserAgent {

    /** The value of a {@code User-Agent} header; without a version where the build has not written it. */
    public static final String VALUE = "rerank4j" + version();

    private UserAgent() {}

    private static String version() {
        try (InputStream resource = UserAgent.class.getResourceAsStream("version")) {
            String version =
                    resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return version.matches("[\\w.+-]+") ? "/" + version : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
