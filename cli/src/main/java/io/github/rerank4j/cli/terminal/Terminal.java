package io.github.rerank4j.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes, and what the environment says.
 *
 * @param out results
 * @param err questions, progress and errors
 * @param in what may be asked of the user, and documents
 * @param interactive whether somebody sits there who can answer
 * @param environment gives a variable; null where it is not set
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        InputStream in,
        boolean interactive,
        Function<String, @Nullable String> environment) {

    private static final int JAVA_WHOSE_CONSOLE_MAY_BE_NONE = 22;

    /** That of this process. A terminal gets its own charset, a pipe or a file UTF-8. */
    @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null
    public static Terminal ofProcess() {
        Console console = System.console();
        boolean interactive = console != null && isTerminal(console);
        Charset charset = interactive && console != null ? console.charset() : StandardCharsets.UTF_8;
        return new Terminal(
                stream(FileDescriptor.out, charset),
                stream(FileDescriptor.err, charset),
                System.in,
                interactive,
                System::getenv);
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    /** Since Java 22 there is a console without a terminal too, and a method that says which. */
    private static boolean isTerminal(Console console) {
        if (Runtime.version().feature() < JAVA_WHOSE_CONSOLE_MAY_BE_NONE) {
            return true;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /** A variable of the environment; null where it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }
}
