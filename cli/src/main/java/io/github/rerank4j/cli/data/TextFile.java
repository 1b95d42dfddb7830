package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of documents or questions, each with an id: JSON objects ({@code _id}, {@code title}, {@code text}), or lines
 * of id, maybe title, and text with tabs between them. Which, its first line says. It is read anew each time, one record
 * at a time.
 */
final class TextFile {

    private final Path file;

    TextFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /**
     * Hands over each record in the order of the file.
     *
     * @throws DataException if one is not whole
     */
    void forEach(Consumer<TextRecord> reader) {
        try (Lines lines = Lines.of(file)) {
            Boolean json = null;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                if (json == null) {
                    json = line.stripLeading().startsWith("{");
                }
                reader.accept(json ? ofJson(lines, line) : ofColumns(lines, line));
            }
        }
    }

    private static TextRecord ofJson(Lines lines, String line) {
        JsonNode object = JsonLine.read(lines, line);
        String id = JsonLine.text(lines, object, "_id", "id");
        if (id == null) {
            throw lines.fault("has no \"_id\"");
        }
        String text = JsonLine.text(lines, object, "text");
        String title = JsonLine.text(lines, object, "title");
        if (text == null) {
            throw lines.fault("has no \"text\"");
        }
        return record(lines, id, title, text);
    }

    private static TextRecord ofColumns(Lines lines, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 2 || columns.length > 3) {
            throw lines.fault("has " + columns.length + (columns.length == 1 ? " column" : " columns")
                    + ", but must have id and text, or id, title and text, with a tab between them");
        }
        return record(lines, columns[0], columns.length == 3 ? columns[1] : null, columns[columns.length - 1]);
    }

    private static TextRecord record(Lines lines, String id, @Nullable String title, String text) {
        Ids.require(lines, id);
        return new TextRecord(id, TextRecord.joined(title == null ? "" : title, text), lines.number());
    }
}
