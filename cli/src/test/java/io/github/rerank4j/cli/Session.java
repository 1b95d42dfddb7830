package io.github.rerank4j.cli;

import io.github.rerank4j.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, with an environment and an input of their own, and keeps what they print. */
final class Session {

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private InputStream input = InputStream.nullInputStream();
    private boolean interactive;

    Session variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Session types(String text) {
        return types(bytes(text));
    }

    /** Somebody sits there who types that. */
    Session types(InputStream text) {
        this.input = text;
        this.interactive = true;
        return this;
    }

    Session pipes(String text) {
        this.input = bytes(text);
        return this;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    int run(List<String> args) {
        return run(args.toArray(String[]::new));
    }

    @SuppressWarnings("NullAway") // a variable that is not set is null
    int run(String... args) {
        out.reset();
        err.reset();
        return Rerank4j.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        input,
                        interactive,
                        environment::get),
                args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
