package io.github.rerank4j.cli;

import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.text.OneLine;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code rerank4j}: evaluates rerankers on one's own questions, asks one, or serves a local one. */
@Command(
        name = "rerank4j",
        description = "Says which reranker to use, with which threshold and at what cost, on your own questions.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A model is PROVIDER[:MODEL][@URL], such as siliconflow:BAAI/bge-reranker-v2-m3,",
            "vllm:BAAI/bge-reranker-v2-m3@http://127.0.0.1:8080 or local:bm25, or @FILE, a",
            "properties file with provider=... and settings. Keys come from the environment",
            "(RERANK_API_KEY_NAME for the model NAME, else those that \"providers\" lists) or the file.",
            "",
            "Exit status: 0 success, 1 below a gate, 2 wrong use, 3 a model failed, 130 Ctrl-C."
        })
public final class Rerank4j implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    Rerank4j() {}

    /** Runs a command and ends the process with its status. */
    public static void main(String[] args) {
        // libraries log what no user of a command wants to read
        LogManager.getLogManager().reset();
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs a command. */
    static int run(Terminal terminal, String... args) {
        try {
            return execute(terminal, args);
        } catch (OutOfMemoryError full) {
            terminal.err()
                    .println("rerank4j: out of memory; give Java more, for example java -Xmx2g -jar rerank4j.jar");
        } catch (ServiceConfigurationError broken) {
            terminal.err().println("rerank4j: " + OneLine.of(String.valueOf(broken.getMessage())));
        }
        return ExitStatus.WRONG_USE;
    }

    private static int execute(Terminal terminal, String... args) {
        CommandLine command = new CommandLine(new Rerank4j())
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new ThresholdCommand(terminal))
                .addSubcommand(new RerankCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new ProvidersCommand(terminal))
                .addSubcommand(new DialectsCommand(terminal))
                .addSubcommand(new SettingsCommand(terminal));
        Failures failures = new Failures(terminal);
        return command.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                // a model may be @FILE
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Without a command: says which there are. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "a command is missing; rerank4j --help lists them");
    }
}
