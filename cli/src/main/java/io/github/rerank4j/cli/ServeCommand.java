package io.github.rerank4j.cli;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.spi.StandIn;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a local reranker. */
@Command(
        name = "serve",
        description = "Runs a local reranking server, which needs no model and no key of a service, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    /** Known to everybody, because it protects nothing. */
    static final String KEY = "local";

    private final Terminal terminal;

    @Option(
            names = "--dialect",
            paramLabel = "D",
            description =
                    "The dialect it speaks besides Tencent's and SiliconFlow's; \"dialects\" lists them. Default: envelope.")
    private String dialect = "envelope";

    @Option(names = "--port", paramLabel = "P", description = "The port of 127.0.0.1. Default: 0, whichever is free.")
    private int port;

    @Option(
            names = "--scorer",
            paramLabel = "S",
            description = "What scores: word-overlap, the default, from 0 to 1; bm25; or one of the class path.")
    private String scorer = "word-overlap";

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (LocalRerankServer server = start()) {
            terminal.out().println("listening on " + server.url() + ", key " + KEY + ", dialect " + dialect);
            terminal.out()
                    .println("try: RERANK_API_KEY=" + KEY + " java -jar rerank4j.jar check --model " + dialect + ":any@"
                            + server.url());
            new CountDownLatch(1).await();
        }
        return ExitStatus.OK;
    }

    private LocalRerankServer start() {
        try {
            return LocalRerankServer.builder()
                    .scorer(Models.scorers().named(scorer))
                    .standIn(StandIn.of(dialect, ScoreScale.PROBABILITY), KEY, List.of())
                    .port(port)
                    .start();
        } catch (UncheckedIOException taken) {
            throw new IllegalArgumentException(taken.getMessage() + "; choose another with --port", taken);
        }
    }
}
