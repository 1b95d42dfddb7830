package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.settings.MeantName;
import io.github.rerank4j.text.HarmlessName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A service that {@link LocalRerankServer.Builder#dialect} knows. All but one are what {@code dialects.json} says that
 * the services document of themselves: requests, answers and refusals by example, and limits, of those that depend on the
 * model the highest.
 *
 * @param name its name, in small letters and with hyphens
 * @param path where it answers; may end in a place for the model's name, which may have slashes
 * @param service what answers there, with a scorer and a key
 */
record LocalDialect(String name, String path, BiFunction<RerankScorer, ApiKey, LocalService> service) {
    static final LocalDialect ENVELOPE = new LocalDialect("envelope", "/api/v1/rerank", EnvelopeService::new);

    static final List<LocalDialect> ALL =
            Stream.concat(Stream.of(ENVELOPE), described()).toList();

    private static final String MODEL = "{model}";

    /**
     * The dialect of that name, in any case, with hyphens or underscores.
     *
     * @throws IllegalArgumentException if there is none; names those that may be meant, or all
     */
    static LocalDialect named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no dialect named " + HarmlessName.quoted(name) + "; " + others(name)));
    }

    private static String others(String name) {
        return MeantName.remedy(ALL.stream().map(LocalDialect::name).toList(), spelled(name));
    }

    private static String spelled(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same, or nothing. */
    static Optional<LocalDialect> find(String name) {
        String wanted = spelled(name);
        return ALL.stream().filter(dialect -> dialect.name().equals(wanted)).findFirst();
    }

    private static Stream<LocalDialect> described() {
        try (InputStream file = LocalDialect.class.getResourceAsStream("dialects.json")) {
            return Json.read(Objects.requireNonNull(file).readAllBytes()).properties().stream()
                    .map(LocalDialect::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalDialect of(Map.Entry<String, JsonNode> row) {
        JsonNode description = row.getValue();
        return new LocalDialect(
                row.getKey(),
                description.path("path").textValue(),
                (scorer, key) -> new DialectService(description, scorer, key));
    }

    /** Whether requests for it go to that path. */
    boolean isAt(String asked) {
        if (!path.endsWith(MODEL)) {
            return asked.equals(path);
        }
        String start = path.substring(0, path.length() - MODEL.length());
        return asked.startsWith(start) && asked.length() > start.length();
    }
}
