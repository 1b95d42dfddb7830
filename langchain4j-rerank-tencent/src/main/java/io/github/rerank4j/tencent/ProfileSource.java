package io.github.rerank4j.tencent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The section {@code [default]} of the first credentials file there is: the machine's, else the user's. */
final class ProfileSource implements CredentialsSource {

    private static final String SECTION = "[default]";

    private final List<Path> files;

    ProfileSource(Path root, Path home, boolean windows) {
        Path users = home.resolve(".tencentcloud").resolve("credentials");
        Path machines = root.resolve("etc").resolve("tencentcloud").resolve("credentials");
        this.files = windows ? List.of(users) : List.of(machines, users);
    }

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public CompletableFuture<Lease> find() {
        Path file = files.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new NoCredentials("there is no file " + String.join(" or ", names())));
        Map<String, String> profile = profile(file);
        return CompletableFuture.completedFuture(
                Lease.permanent(required(profile, "secret_id", file), required(profile, "secret_key", file)));
    }

    private List<String> names() {
        return files.stream().map(Path::toString).toList();
    }

    private static Map<String, String> profile(Path file) {
        Map<String, String> profile = new HashMap<>();
        boolean inside = false;
        for (String raw : lines(file)) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                inside = line.equals(SECTION);
            } else if (inside && equals > 0) {
                profile.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return profile;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new NoCredentials(
                    file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static String required(Map<String, String> profile, String key, Path file) {
        String value = profile.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw new NoCredentials(file + " has no " + key + " in its section " + SECTION);
        }
        return value;
    }
}
