package io.github.rerank4j.tencent;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * The section {@code [default]} of the first credentials file there is: the machine's, else the user's. It is read as
 * the parsers of Tencent's SDK for Java read it: INI in UTF-8 or, with a byte order mark, UTF-16, names and values
 * around "=" or ":", comments after ";" or "#".
 */
final class ProfileSource implements CredentialsSource {

    private static final String SECTION = "default";
    /** A space and a comment behind a value. */
    private static final Pattern COMMENT = Pattern.compile("\\s[;#].*");

    private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

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
        Map<String, String> profile = profile(text(file));
        String secretId = required(profile, "secret_id", file);
        String secretKey = required(profile, "secret_key", file);
        try {
            return CompletableFuture.completedFuture(Lease.permanent(secretId, secretKey));
        } catch (NoCredentials broken) {
            throw NoCredentials.unusable(file + ": " + broken.getMessage());
        }
    }

    private List<String> names() {
        return files.stream().map(Path::toString).toList();
    }

    /** The entries of the section; of two with one name the last. */
    private static Map<String, String> profile(String text) {
        Map<String, String> profile = new HashMap<>();
        boolean inside = false;
        for (String line : text.lines().map(String::strip).toList()) {
            int end = line.indexOf(']');
            int operator = operator(line);
            if (line.startsWith("[") && end > 0) {
                inside = line.substring(1, end).strip().equals(SECTION);
            } else if (inside && operator > 0 && !line.startsWith(";") && !line.startsWith("#")) {
                profile.put(line.substring(0, operator).strip(), value(line.substring(operator + 1)));
            }
        }
        return profile;
    }

    private static int operator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
    }

    private static String value(String written) {
        String value = COMMENT.matcher(written).replaceFirst("").strip();
        return QUOTED.matcher(value).replaceFirst("$2");
    }

    /** Whatever else is in a file in whatever writing, keys are ASCII: what cannot be decoded is replaced. */
    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, writing(bytes));
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException unreadable) {
            throw NoCredentials.unusable(
                    file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** What the mark at the start says, which Windows puts there; UTF-8 without one. */
    private static Charset writing(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return switch (mark) {
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    private static String required(Map<String, String> profile, String key, Path file) {
        String value = profile.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw NoCredentials.unusable(file + " has no " + key + " in its section [" + SECTION + "]");
        }
        return value;
    }
}
