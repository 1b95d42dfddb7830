package io.github.rerank4j.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.service.CredentialHttp;
import io.github.rerank4j.spi.WireReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The role bound to the virtual machine this runs on, which the machine's metadata service knows. */
final class CvmRoleSource implements CredentialsSource {

    private static final Duration EARLY = Duration.ofMinutes(5);

    private final CredentialHttp http;
    private final URI metadata;
    private final Duration limit;

    CvmRoleSource(CredentialHttp http, URI metadata, Duration limit) {
        this.http = http;
        this.metadata = metadata;
        this.limit = limit;
    }

    @Override
    public String name() {
        return "CVM role";
    }

    @Override
    public CompletableFuture<Lease> find() {
        return get(metadata)
                .thenCompose(role -> get(metadata.resolve(asSegment(roleName(role)))))
                .thenApply(CvmRoleSource::lease);
    }

    private static String asSegment(String name) {
        return "./" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CompletableFuture<WireReply> get(URI url) {
        return http.send(url, Map.of(), null, limit);
    }

    private static String roleName(WireReply reply) {
        String role = reply.excerpt();
        if (!reply.succeeded() || !role.matches("[\\w+=,.@-]+")) {
            throw new NoCredentials("the metadata service names no role (HTTP " + reply.status() + ")");
        }
        return role;
    }

    private static Lease lease(WireReply reply) {
        JsonNode role = reply.json();
        if (!reply.succeeded() || !role.path("Code").asText().equals("Success")) {
            throw new NoCredentials("the metadata service gives no credentials for the role (HTTP " + reply.status()
                    + ", Code " + code(role) + ")");
        }
        return Lease.temporary(role, role.path("ExpiredTime"), EARLY);
    }

    private static String code(JsonNode role) {
        String code = role.path("Code").asText();
        return code.matches("[\\w.-]{1,100}") ? code : "missing";
    }
}
