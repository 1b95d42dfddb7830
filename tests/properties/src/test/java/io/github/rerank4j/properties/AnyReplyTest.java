package io.github.rerank4j.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.properties.CannedAnswer.Reply;
import io.github.rerank4j.service.RerankScoringModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import okhttp3.Headers;

/** Whatever a service replies: one finite score per document, the reply's own, or one of LangChain4j's exceptions. */
class AnyReplyTest {

    private static final Map<Service, RerankScoringModel> MODELS = new EnumMap<>(Service.class);
    private static final AtomicReference<Reply> NEXT = new AtomicReference<>();

    @BeforeContainer
    static void build() {
        for (Service service : Service.values()) {
            MODELS.put(
                    service,
                    service.builder()
                            .maxRetries(0)
                            .httpClient(CannedAnswer.client(request -> NEXT.get()))
                            .build());
        }
    }

    @AfterContainer
    static void close() {
        MODELS.values().forEach(RerankScoringModel::close);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void any_bytes_give_the_scores_they_hold_or_an_exception_of_langchain4j(
            @ForAll Service service,
            @ForAll("statuses") int status,
            @ForAll("headers") Headers headers,
            @ForAll @Size(max = 300) byte[] body,
            @ForAll @IntRange(min = 1, max = 4) int documents,
            @ForAll boolean async) {
        keepsItsPromise(service, new Reply(status, headers, body), documents, async);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void a_spoilt_reply_gives_the_scores_it_holds_or_an_exception_of_langchain4j(
            @ForAll Service service,
            @ForAll("statuses") int status,
            @ForAll("headers") Headers headers,
            @ForAll @Size(min = 1, max = 4) List<Damage> damages,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int documents,
            @ForAll boolean async) {
        Random random = new Random(seed);
        byte[] body = Service.bytes(service.reply(someScores(random, documents), shuffled(random, documents)));
        for (Damage damage : damages) {
            body = damage.done(body, random);
        }

        keepsItsPromise(service, new Reply(status, headers, body), documents, async);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void an_honest_reply_gives_its_scores_in_document_order(
            @ForAll Service service,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int documents,
            @ForAll boolean async) {
        Random random = new Random(seed);
        double[] scores = someScores(random, documents);
        NEXT.set(Reply.json(Service.bytes(service.reply(scores, shuffled(random, documents)))));

        assertThat(ask(service, documents, async))
                .containsExactlyElementsOf(IntStream.range(0, documents)
                        .mapToObj(place -> scores[place])
                        .toList());
    }

    private static void keepsItsPromise(Service service, Reply reply, int documents, boolean async) {
        NEXT.set(reply);
        List<Double> scores;
        try {
            scores = ask(service, documents, async);
        } catch (LangChain4jException promised) {
            return;
        }

        assertThat(reply.status()).isBetween(200, 299);
        assertThat(service.scores(reply.body(), documents))
                .as("what an independent reader finds in %s", new String(reply.body(), StandardCharsets.UTF_8))
                .contains(scores);
    }

    private static List<Double> ask(Service service, int documents, boolean async) {
        RerankScoringModel model = model(service);
        RerankRequest request = RerankRequest.builder()
                .query("where is the moon?")
                .documents(
                        IntStream.range(0, documents).mapToObj(i -> "text " + i).toList())
                .build();
        if (!async) {
            return model.rerank(request).scores();
        }
        try {
            return model.rerankAsync(request).join().scores();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static RerankScoringModel model(Service service) {
        RerankScoringModel model = MODELS.get(service);
        if (model == null) {
            throw new IllegalStateException("no model of " + service);
        }
        return model;
    }

    private static double[] someScores(Random random, int documents) {
        return random.doubles(documents, -10, 10).toArray();
    }

    private static List<Integer> shuffled(Random random, int documents) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, documents).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.just(200)),
                Tuple.of(3, Arbitraries.of(201, 202, 203, 204, 205, 206, 226, 299)),
                Tuple.of(2, Arbitraries.of(300, 301, 302, 303, 304, 305, 307, 308, 399)),
                Tuple.of(
                        4,
                        Arbitraries.of(400, 401, 402, 403, 404, 407, 408, 409, 413, 418, 422, 424, 425, 429, 451, 499)),
                Tuple.of(3, Arbitraries.of(500, 501, 502, 503, 504, 505, 511, 520, 529, 599, 600, 999)));
    }

    @Provide
    Arbitrary<Headers> headers() {
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "0",
                        "-1",
                        "1",
                        "1.5",
                        "99999999999",
                        "1e9",
                        "NaN",
                        "Wed, 21 Oct 2015 07:28:00 GMT",
                        "soon",
                        "application/json",
                        "text/html",
                        "http://elsewhere.invalid/x",
                        "//",
                        "://",
                        "{",
                        "null",
                        "7 "),
                Arbitraries.strings().ascii().ofMaxLength(12));
        Arbitrary<String> names = Arbitraries.of(
                "Retry-After",
                "Date",
                "Location",
                "Content-Type",
                "x-request-id",
                "x-compute-tokens",
                "x-siliconcloud-trace-id",
                "x-oneapi-request-id",
                "Content-Encoding");
        return Combinators.combine(names, words)
                .as(AnyReplyTest::header)
                .list()
                .ofMaxSize(3)
                .map(AnyReplyTest::all);
    }

    private static Headers header(String name, String value) {
        return new Headers.Builder()
                .addUnsafeNonAscii(name, value.replaceAll("\\p{Cntrl}", " ").strip())
                .build();
    }

    private static Headers all(List<Headers> some) {
        Headers.Builder all = new Headers.Builder();
        some.forEach(all::addAll);
        return all.build();
    }
}
