package io.github.rerank4j.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.event.Level;

/** A logger that keeps its lines: {@code LEVEL message}. */
@SuppressWarnings("serial")
public final class RecordingLogger extends OpenLogger {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    public List<String> lines() {
        return lines;
    }

    @Override
    protected void logged(Level level, String line) {
        lines.add(level + " " + line);
    }
}
