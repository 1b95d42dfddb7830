package io.github.rerank4j.examples.rag;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.ParentProcess;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.knowledge.StandIn;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Retrieval with and without reranking, over a knowledge base in English and Chinese, through LangChain4j and the three
 * providers' models, blocking and asynchronous.
 *
 * <p>Without keys the providers are local stand-ins. A provider is the real one with {@code TENCENTCLOUD_SECRET_ID} and
 * {@code TENCENTCLOUD_SECRET_KEY} (an account of the international site); with {@code SILICONFLOW_API_KEY} and maybe {@code SILICONFLOW_MODEL}; with
 * {@code RERANK_BASE_URL}, {@code RERANK_API_KEY}, {@code RERANK_DIALECT} and {@code RERANK_MODEL}, as far as the server
 * needs them. {@code RERANK_STAND_IN} chooses how stand-ins score. Ends with exit code 1 if a provider failed.
 */
public final class RagDemo {

    private static final int NAME_WIDTH = 11;
    private static final String STAND_IN =
            "A stand-in speaks its provider's protocol over HTTP and scores %s. It is NOT the provider's model, and its"
                    + " hits say nothing about that. To ask the real services set TENCENTCLOUD_SECRET_ID and"
                    + " TENCENTCLOUD_SECRET_KEY; SILICONFLOW_API_KEY; RERANK_BASE_URL and what that server needs of"
                    + " RERANK_API_KEY, RERANK_DIALECT, RERANK_MODEL. " + StandIn.VARIABLE
                    + " chooses the stand-in: maxsim, bm25 or word-overlap.";

    private final KnowledgeBase knowledge;
    private final Environment environment;
    private final StandIn standIn;
    private final Function<Language, EmbeddingModel> models;
    private final PrintStream out;
    private final Progress progress;

    RagDemo(
            KnowledgeBase knowledge,
            Environment environment,
            Function<Language, EmbeddingModel> models,
            PrintStream out) {
        this.knowledge = knowledge;
        this.environment = environment;
        this.standIn = StandIn.of(environment);
        this.models = models;
        this.out = out;
        this.progress = new Progress(out);
    }

    /** Runs the demonstration; takes no arguments. */
    public static void main(String[] args) {
        ParentProcess.follow();
        // UTF-8 whatever the platform's encoding is: half of the questions are Chinese
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        Environment environment = new Environment(System.getenv());
        if (!new RagDemo(KnowledgeBase.load(), environment, SearchIndex::model, out).run()) {
            System.exit(1);
        }
    }

    /** Whether every provider answered. */
    boolean run() {
        long start = System.nanoTime();
        title("Reranking " + knowledge.passages().size() + " passages for "
                + knowledge.questions().size() + " questions");
        try (StandIns standIns = new StandIns(standIn)) {
            List<ProviderUnderTest> providers = new Providers(environment, standIns).all();
            introduce(providers);
            title("At work");
            Evaluation evaluation = new Evaluation(index(), knowledge, progress);
            Found found = evaluation.withoutReranking();
            List<Outcome> outcomes = new ArrayList<>();
            providers.forEach(provider -> outcomes.add(evaluation.withReranking(provider, found)));
            report(found, outcomes);
            return conclude(outcomes, System.nanoTime() - start);
        }
    }

    private void introduce(List<ProviderUnderTest> providers) {
        for (Language language : Language.values()) {
            paragraph(
                    language.title(),
                    knowledge.passages(language).size() + " passages, found with " + SearchIndex.modelName(language)
                            + " in this process");
        }
        for (ProviderUnderTest provider : providers) {
            paragraph(provider.name(), provider.nature());
        }
        if (providers.stream().anyMatch(ProviderUnderTest::standIn)) {
            out.println();
            paragraph("", String.format(Locale.ROOT, STAND_IN, standIn.manner()));
        }
    }

    private SearchIndex index() {
        SearchIndex index = new SearchIndex();
        for (Language language : Language.values()) {
            progress.begin(language.title(), "model");
            EmbeddingModel model = models.apply(language);
            progress.end();
            progress.begin("", "index");
            index.add(language, model, knowledge.passages(language), progress::step);
            progress.end();
        }
        return index;
    }

    private void report(Found found, List<Outcome> outcomes) {
        title("Did the right passage come first?");
        new QualityReport(found, standIn).render(outcomes).forEach(out::println);
        if (outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
            return;
        }
        title("What did it take?");
        new CostReport(found.rankings().size()).render(outcomes).forEach(out::println);
        title("Which passages moved?");
        new MovesReport(found.rankings(), outcomes).render().forEach(out::println);
    }

    private boolean conclude(List<Outcome> outcomes, long nanos) {
        long failed = outcomes.stream().filter(Outcome.Failed.class::isInstance).count();
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "Done in %.0f s: %d of %d providers answered.",
                nanos / 1e9,
                outcomes.size() - failed,
                outcomes.size()));
        out.flush();
        return failed == 0;
    }

    private void title(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(Layout.width(text)));
        out.flush();
    }

    private void paragraph(String name, String text) {
        new Table(Table.Column.text(""))
                .row(Layout.left(name, NAME_WIDTH), text)
                .render()
                .forEach(out::println);
    }
}
