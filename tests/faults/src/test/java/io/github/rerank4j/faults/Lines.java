package io.github.rerank4j.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything anybody logs at any level, of which only lines with something forbidden, or a leak, are kept. */
final class Lines extends Handler {
    private static final Lines INSTANCE = new Lines();
    /** Loggers are forgotten by the JDK when nobody holds them. */
    private static final List<Logger> LOUD = List.of(loud(""), loud("okhttp3"), loud("io.github.rerank4j"));

    private final Queue<String> suspicious = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    private Lines() {
        setLevel(Level.ALL);
    }

    /** Starts listening, once. */
    static Lines listening() {
        Logger root = LOUD.get(0);
        synchronized (INSTANCE) {
            if (!List.of(root.getHandlers()).contains(INSTANCE)) {
                for (Handler each : root.getHandlers()) {
                    root.removeHandler(each);
                }
                root.addHandler(INSTANCE);
            }
        }
        return INSTANCE;
    }

    private static Logger loud(String name) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(Level.ALL);
        return logger;
    }

    /** Lines that hold a secret or a text, or tell of a connection that was never given back. */
    List<String> suspicious() {
        return List.copyOf(suspicious);
    }

    @Override
    public void publish(LogRecord line) {
        String text = formatter.formatMessage(line) + (line.getThrown() == null ? "" : Leaks.all(line.getThrown()));
        if (text.contains("was leaked") || Words.FORBIDDEN.stream().anyMatch(text::contains)) {
            suspicious.add(line.getLoggerName() + ": " + text);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
