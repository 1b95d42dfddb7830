package io.github.rerank4j.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.properties.CannedAnswer.Reply;
import io.github.rerank4j.properties.Service.Asked;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import okhttp3.OkHttpClient;

/** However a call is packed into requests, its scores are those of one request, and no request breaks a limit. */
class AnyPackingTest {

    private static final int UNLIMITED = 1_000_000;
    private static final Comparator<Asked> BY_FIRST_PASSAGE = Comparator.comparingInt(
            asked -> Corpus.place(asked.documents().get(0).codePointAt(0)));

    /** The limits of one request. */
    record Limits(int documents, int characters, int charactersPerDocument) {

        int room(String query) {
            return Math.min(charactersPerDocument, characters - query.length());
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void documents_that_fit_are_scored_as_in_one_request(
            @ForAll("services") Service service,
            @ForAll("queries") String query,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 12) int documentsPerRequest,
            @ForAll @IntRange(min = 90, max = 300) int charactersPerRequest,
            @ForAll boolean async) {
        List<String> documents = Corpus.of(lengths);
        Limits limits = new Limits(documentsPerRequest, charactersPerRequest, UNLIMITED);
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();

        List<Double> scores = scores(service, limits, LongDocuments.FAIL, requests, query, documents, async);

        assertThat(scores).isEqualTo(inOneRequest(service, query, documents));
        assertThat(ordered(requests).stream().flatMap(asked -> asked.documents().stream()))
                .isEqualTo(documents);
        obeysEveryLimitInTheFewestRequests(ordered(requests), limits, query);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void requests_differ_by_one_document_at_most_where_their_number_alone_is_limited(
            @ForAll("services") Service service,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 12) int documentsPerRequest,
            @ForAll boolean async) {
        List<String> documents = Corpus.of(lengths);
        Limits limits = new Limits(documentsPerRequest, UNLIMITED, UNLIMITED);
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();

        scores(service, limits, LongDocuments.FAIL, requests, "q", documents, async);

        IntSummaryStatistics sizes =
                requests.stream().mapToInt(asked -> asked.documents().size()).summaryStatistics();
        assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
        assertThat(requests).hasSize((documents.size() + documentsPerRequest - 1) / documentsPerRequest);
        assertThat(ordered(requests).stream().flatMap(asked -> asked.documents().stream()))
                .isEqualTo(documents);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void no_body_is_larger_than_the_bytes_allowed(
            @ForAll("services") Service service,
            @ForAll("queries") String query,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 60) Integer> lengths,
            @ForAll @IntRange(min = 500, max = 1_500) int bytesPerRequest,
            @ForAll boolean async) {
        List<String> documents = Corpus.of(lengths);
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();
        Queue<Integer> bodies = new ConcurrentLinkedQueue<>();
        OkHttpClient client = CannedAnswer.client(body -> {
            bodies.add(body.length);
            return answer(service, body, requests);
        });

        List<Double> scores;
        try (RerankScoringModel model = service.builder()
                .httpClient(client)
                .maxBytesPerRequest(bytesPerRequest)
                .maxDocumentsPerRequest(UNLIMITED)
                .maxCharactersPerRequest(UNLIMITED)
                .build()) {
            RerankRequest request =
                    RerankRequest.builder().query(query).documents(documents).build();
            scores = async
                    ? model.rerankAsync(request).join().scores()
                    : model.rerank(request).scores();
        }

        assertThat(bodies).allMatch(bytes -> bytes <= bytesPerRequest);
        assertThat(scores).isEqualTo(inOneRequest(service, query, documents));
        assertThat(ordered(requests).stream().flatMap(asked -> asked.documents().stream()))
                .isEqualTo(documents);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void truncated_documents_are_scored_by_their_heads(
            @ForAll("services") Service service,
            @ForAll("queries") String query,
            @ForAll @Size(min = 1, max = 25) List<@IntRange(min = 1, max = 120) Integer> lengths,
            @ForAll("limits") Limits limits,
            @ForAll boolean async) {
        List<String> documents = Corpus.of(lengths);
        List<String> heads = documents.stream()
                .map(document -> Corpus.head(document, limits.room(query)))
                .toList();
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();

        List<Double> scores = scores(service, limits, LongDocuments.TRUNCATE, requests, query, documents, async);

        assertThat(scores).isEqualTo(inOneRequest(service, query, heads));
        assertThat(ordered(requests).stream().flatMap(asked -> asked.documents().stream()))
                .isEqualTo(heads);
        obeysEveryLimitInTheFewestRequests(ordered(requests), limits, query);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void split_documents_are_scored_by_the_best_of_passages_that_cover_them(
            @ForAll("services") Service service,
            @ForAll("queries") String query,
            @ForAll @Size(min = 1, max = 25) List<@IntRange(min = 1, max = 120) Integer> lengths,
            @ForAll("limits") Limits limits,
            @ForAll boolean async) {
        List<String> documents = Corpus.of(lengths);
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();

        List<Double> scores = scores(service, limits, LongDocuments.SPLIT, requests, query, documents, async);

        List<String> passages = ordered(requests).stream()
                .flatMap(asked -> asked.documents().stream())
                .toList();
        List<List<String>> ofDocuments = Corpus.passages(documents, passages);
        assertThat(ofDocuments).allSatisfy(some -> assertThat(some).isNotEmpty());
        IntStream.range(0, documents.size())
                .forEach(place -> Corpus.requireCovered(documents.get(place), ofDocuments.get(place)));
        assertThat(scores)
                .isEqualTo(ofDocuments.stream()
                        .map(some -> some.stream()
                                .mapToDouble(passage -> score(query, passage))
                                .max()
                                .orElseThrow())
                        .toList());
        obeysEveryLimitInTheFewestRequests(ordered(requests), limits, query);
    }

    private static void obeysEveryLimitInTheFewestRequests(List<Asked> requests, Limits limits, String query) {
        for (Asked request : requests) {
            assertThat(request.query()).isEqualTo(query);
            assertThat(fits(request.documents(), limits, query)).isTrue();
            assertThat(request.documents())
                    .allSatisfy(document ->
                            assertThat(document.length()).isLessThanOrEqualTo(limits.charactersPerDocument()));
        }
        List<String> passages = requests.stream()
                .flatMap(request -> request.documents().stream())
                .toList();
        assertThat(requests).hasSize(filled(passages, limits, query));
    }

    /** How many requests there are if each is filled before the next one begins, which is never more than needed. */
    private static int filled(List<String> passages, Limits limits, String query) {
        int requests = 0;
        List<String> open = new ArrayList<>();
        for (String passage : passages) {
            open.add(passage);
            if (requests == 0 || !fits(open, limits, query)) {
                requests++;
                open = new ArrayList<>(List.of(passage));
            }
        }
        return requests;
    }

    private static boolean fits(List<String> documents, Limits limits, String query) {
        int characters = documents.stream().mapToInt(String::length).sum();
        return documents.size() <= limits.documents() && query.length() + characters <= limits.characters();
    }

    private static List<Double> inOneRequest(Service service, String query, List<String> documents) {
        Queue<Asked> requests = new ConcurrentLinkedQueue<>();
        Limits none = new Limits(UNLIMITED, UNLIMITED, UNLIMITED);
        List<Double> scores = scores(service, none, LongDocuments.FAIL, requests, query, documents, false);
        assertThat(requests).hasSize(1);
        return scores;
    }

    private static List<Double> scores(
            Service service,
            Limits limits,
            LongDocuments longDocuments,
            Queue<Asked> requests,
            String query,
            List<String> documents,
            boolean async) {
        OkHttpClient client = CannedAnswer.client(body -> answer(service, body, requests));
        try (RerankScoringModel model = service.builder()
                .httpClient(client)
                .maxDocumentsPerRequest(limits.documents())
                .maxCharactersPerRequest(limits.characters())
                .maxCharactersPerDocument(limits.charactersPerDocument())
                .longDocuments(longDocuments)
                .build()) {
            RerankRequest request =
                    RerankRequest.builder().query(query).documents(documents).build();
            return async
                    ? model.rerankAsync(request).join().scores()
                    : model.rerank(request).scores();
        }
    }

    private static Reply answer(Service service, byte[] body, Queue<Asked> requests) {
        Asked asked = service.asked(body);
        requests.add(asked);
        double[] scores = asked.documents().stream()
                .mapToDouble(passage -> score(asked.query(), passage))
                .toArray();
        List<Integer> bestFirst = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -scores[place]))
                .toList();
        return Reply.json(Service.bytes(service.reply(scores, bestFirst)));
    }

    private static double score(String query, String passage) {
        return (31 * query.hashCode() + passage.hashCode()) / 1e9;
    }

    private static List<Asked> ordered(Queue<Asked> requests) {
        return requests.stream().sorted(BY_FIRST_PASSAGE).toList();
    }

    @Provide
    Arbitrary<Service> services() {
        return Arbitraries.of(Service.TENCENT, Service.SILICONFLOW, Service.COHERE_V2, Service.TEI, Service.DEEPINFRA);
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30);
    }

    /** With room for at least one character of two UTF-16 units beside the longest query. */
    @Provide
    Arbitrary<Limits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.integers().between(32, 200),
                        Arbitraries.integers().between(2, 60))
                .as(Limits::new);
    }
}
