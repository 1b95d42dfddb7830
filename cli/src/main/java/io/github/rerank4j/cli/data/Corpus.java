package io.github.rerank4j.cli.data;

import io.github.rerank4j.text.OneLine;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The documents of a file, which is read anew each time, so that its size does not matter. */
public final class Corpus {

    private final TextFile file;

    Corpus(Path file) {
        this.file = new TextFile(file);
    }

    Path path() {
        return file.path();
    }

    /** Hands over id and text of each document. */
    public void forEach(BiConsumer<String, String> reader) {
        file.forEach(document -> reader.accept(document.id(), document.text()));
    }

    /**
     * Looks at every id, and keeps some texts.
     *
     * @param wanted ids of the texts to keep
     * @param expected ids that have to be there; those that are are taken out of the set
     * @return the texts by their ids
     * @throws DataException if an id is there twice
     */
    Map<String, String> texts(Set<String> wanted, Set<String> expected) {
        SeenIds seen = new SeenIds();
        Set<String> suspects = new HashSet<>();
        Map<String, String> texts = new HashMap<>();
        file.forEach(document -> {
            if (!seen.add(document.id())) {
                suspects.add(document.id());
            }
            expected.remove(document.id());
            if (wanted.contains(document.id())) {
                texts.putIfAbsent(document.id(), document.text());
            }
        });
        requireOnce(suspects);
        return texts;
    }

    private void requireOnce(Set<String> suspects) {
        if (suspects.isEmpty()) {
            return;
        }
        Map<String, Integer> first = new HashMap<>();
        file.forEach(document -> {
            Integer before =
                    suspects.contains(document.id()) ? first.putIfAbsent(document.id(), document.line()) : null;
            if (before != null) {
                throw twice(path(), document, before);
            }
        });
    }

    static DataException twice(Path file, TextRecord record, int before) {
        return new DataException(file + ", line " + record.line() + ": the id \"" + OneLine.word(record.id())
                + "\" is that of line " + before + " already; give each its own id");
    }
}
