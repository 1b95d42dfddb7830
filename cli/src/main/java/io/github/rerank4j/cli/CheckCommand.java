package io.github.rerank4j.cli;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.cli.model.OpenModel;
import io.github.rerank4j.cli.terminal.ExitStatus;
import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.text.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks a model once and shows its response. */
@Command(
        name = "check",
        description = "Asks a model one question about two documents and shows its response.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    private static final String QUERY = "How do I reset my password?";
    private static final List<String> DOCUMENTS = List.of(
            "Our office is closed on public holidays.", "To reset your password, open Settings and choose Reset.");

    private final Terminal terminal;

    @Mixin
    private ModelOption model = new ModelOption();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (OpenModel open = model.open(terminal)) {
            RerankRequest request =
                    RerankRequest.builder().query(QUERY).documents(DOCUMENTS).build();
            long start = System.nanoTime();
            RerankResponse response = open.reranker().rerank(request);
            say(open, response, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        return ExitStatus.OK;
    }

    private void say(OpenModel open, RerankResponse response, long millis) {
        say("asked", open.local() ? open.identity() : open.reranker().toString());
        say("model", response.modelName().map(OneLine::word).orElse("not named"));
        say(
                "scores",
                response.scores().get(1) + " for the document that answers, "
                        + response.scores().get(0) + " for the other one"
                        + (response.scores().get(1) > response.scores().get(0) ? "" : " (the wrong way round)"));
        say("scale", open.reranker().traits(null).scale().name().toLowerCase(Locale.ROOT));
        say("time", millis + " ms, with the first connection");
        say("requests", String.valueOf(response.attempts()));
        say(
                "tokens",
                response.tokenUsage()
                        .map(usage -> String.valueOf(usage.totalTokenCount()))
                        .orElse("not reported"));
    }

    private void say(String name, String value) {
        terminal.out().println(String.format(Locale.ROOT, "%-9s", name) + value);
    }
}
