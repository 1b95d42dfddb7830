package io.github.rerank4j.tencent;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A made-up machine: its variables, folders and clock, and its metadata service and STS on one local server. */
final class Machine implements AutoCloseable {

    static final String METADATA_PATH = "/latest/meta-data/cam/security-credentials/";

    final Map<String, String> environment = new HashMap<>();
    final HandDrivenClock clock = new HandDrivenClock();
    final ScriptedServer server = ScriptedServer.start();
    private final Path folder;
    boolean windows;
    Duration limit = Duration.ofSeconds(30);

    Machine(Path folder) {
        this.folder = folder;
        server.respondWith(request -> ScriptedReply.text(404, "404 page not found"));
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a variable may be missing
    Surroundings surroundings() {
        return new Surroundings(
                environment::get,
                folder.resolve("root"),
                folder.resolve("home"),
                windows,
                URI.create(server.url() + METADATA_PATH),
                limit,
                URI.create(server.url() + "/sts"),
                limit,
                clock);
    }

    void hasKeysInEnvironment() {
        environment.put("TENCENTCLOUD_SECRET_ID", "environment-id");
        environment.put("TENCENTCLOUD_SECRET_KEY", "environment-key");
    }

    Path writesMachineProfile(String content) {
        return writes(folder.resolve("root/etc/tencentcloud/credentials"), content);
    }

    Path writesUserProfile(String content) {
        return writes(folder.resolve("home/.tencentcloud/credentials"), content);
    }

    /** A role whose credentials are numbered and last for an hour. */
    void hasRole() {
        server.respondWith(request -> switch (request.path()) {
            case METADATA_PATH -> ScriptedReply.text(200, "invented-role");
            case METADATA_PATH + "invented-role" -> ScriptedReply.json(role(count(METADATA_PATH + "invented-role")));
            default -> ScriptedReply.text(404, "404 page not found");
        });
    }

    void isServiceAccount(String token) {
        Path file = writes(folder.resolve("token"), token);
        environment.putAll(Map.of(
                "TKE_REGION", "ap-guangzhou",
                "TKE_PROVIDER_ID", "cls-invented",
                "TKE_WEB_IDENTITY_TOKEN_FILE", file.toString(),
                "TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/invented"));
    }

    String role(long number) {
        return "{\"TmpSecretId\":\"role-id-%d\",\"TmpSecretKey\":\"role-key\",\"Token\":\"role-token\",\"ExpiredTime\":%d,\"Code\":\"Success\"}"
                .formatted(number, inAnHour());
    }

    String webIdentity(long expiredTime) {
        return String.format(
                Locale.ROOT,
                "{\"Response\":{\"ExpiredTime\":%d,\"Credentials\":{\"TmpSecretId\":\"account-id\",\"TmpSecretKey\":\"account-key\",\"Token\":\"account-token\"},\"RequestId\":\"r-1\"}}",
                expiredTime);
    }

    long inAnHour() {
        return now().plus(Duration.ofHours(1)).getEpochSecond();
    }

    Instant now() {
        return clock.instant();
    }

    long count(String path) {
        return paths().stream().filter(path::equals).count();
    }

    List<String> paths() {
        return server.requests().stream().map(ReceivedRequest::path).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    static Path writes(Path file, String content) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
