package io.github.rerank4j.tencent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a credentials chain looks around on.
 *
 * @param environment gives the value of an environment variable, or null
 * @param root the root of the file system, where there is an {@code etc}
 * @param home the user's home
 * @param windows whether there is no {@code etc}
 * @param metadata where a virtual machine asks for its roles, with a slash at the end
 * @param metadataLimit how long one question to it may take
 * @param sts where a service account is exchanged for credentials
 * @param stsLimit how long that may take
 * @param clock the time
 */
record Surroundings(
        Function<String, @Nullable String> environment,
        Path root,
        Path home,
        boolean windows,
        URI metadata,
        Duration metadataLimit,
        URI sts,
        Duration stsLimit,
        Clock clock) {

    private static final String METADATA = "http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/";
    private static final String STS = "https://sts.tencentcloudapi.com/";

    static Surroundings real() {
        return new Surroundings(
                System::getenv,
                Path.of("/"),
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("os.name", "").startsWith("Windows"),
                URI.create(METADATA),
                Duration.ofSeconds(2),
                URI.create(STS),
                Duration.ofSeconds(5),
                Clock.systemUTC());
    }
}
