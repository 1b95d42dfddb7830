package io.github.rerank4j.cli.data;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.Judgments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions, judgements and candidates about one corpus. Of the corpus only the candidates' texts are kept.
 *
 * @param candidates a run; null where retrieval has to find them
 */
record CorpusReader(
        Path corpus, Path queries, Path qrels, @Nullable Path candidates) {

    Dataset read(int limit, Retrieval retrieval) {
        if (Files.exists(corpus) && !Files.isRegularFile(corpus) && !Files.isDirectory(corpus)) {
            throw new DataException(corpus + " is read more than once, so it cannot be a pipe; give a file");
        }
        Qrels judged = Qrels.read(qrels);
        Map<String, String> texts = questions(judged);
        Map<String, String> chosen = new LinkedHashMap<>();
        texts.entrySet().stream().limit(limit).forEach(entry -> chosen.put(entry.getKey(), entry.getValue()));
        return candidates == null
                ? retrieved(judged, chosen, retrieval)
                : ofRun(judged, chosen, Run.read(candidates, chosen::containsKey));
    }

    /** Those that are judged, in the order of their file. */
    private Map<String, String> questions(Qrels judged) {
        Map<String, String> questions = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        new TextFile(queries).forEach(query -> {
            Integer before = lines.putIfAbsent(query.id(), query.line());
            if (before != null) {
                throw Corpus.twice(queries, query, before);
            }
            if (judged.grades(query.id()) != null) {
                if (query.text().isBlank()) {
                    throw new DataException(queries + ", line " + query.line() + ": the question is empty");
                }
                questions.put(query.id(), query.text());
            }
        });
        for (String query : judged.queries()) {
            if (!lines.containsKey(query)) {
                throw judged.withoutQuery(query, queries);
            }
        }
        return questions;
    }

    private Dataset ofRun(Qrels judged, Map<String, String> chosen, Run run) {
        if (run.isEmpty()) {
            throw new DataException(candidates + " holds no candidate of a judged question");
        }
        Set<String> wanted = new HashSet<>();
        chosen.keySet().forEach(query -> wanted.addAll(run.documents(query)));
        Map<String, String> texts = texts(judged, wanted);
        for (String document : wanted) {
            if (!texts.containsKey(document)) {
                throw run.withoutDocument(document, corpus);
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        chosen.keySet().forEach(query -> lists.put(query, run.documents(query)));
        return dataset(judged, chosen, lists, texts, List.of());
    }

    private Dataset retrieved(Qrels judged, Map<String, String> chosen, Retrieval retrieval) {
        // looked at first: a corpus that is not whole is known before it has been searched
        texts(judged, Set.of());
        Map<String, List<String>> lists = retrieval.candidates(new Corpus(corpus), chosen);
        Set<String> wanted = new HashSet<>();
        lists.values().forEach(wanted::addAll);
        Map<String, String> texts = new Corpus(corpus).texts(wanted, new HashSet<>());
        return dataset(judged, chosen, lists, texts, List.of(retrieval.note()));
    }

    private Map<String, String> texts(Qrels judged, Set<String> wanted) {
        Set<String> missing = new LinkedHashSet<>();
        judged.documents().forEach(missing::add);
        Map<String, String> texts = new Corpus(corpus).texts(wanted, missing);
        if (!missing.isEmpty()) {
            throw judged.withoutDocument(missing.iterator().next(), missing.size() - 1, corpus);
        }
        return texts;
    }

    private static Dataset dataset(
            Qrels judged,
            Map<String, String> chosen,
            Map<String, List<String>> lists,
            Map<String, String> texts,
            List<String> notes) {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        Map<String, Candidate> once = new HashMap<>();
        chosen.forEach((id, text) -> {
            judgments.query(id, text).markJudged(id);
            Objects.requireNonNull(judged.grades(id))
                    .forEach((document, grade) -> judgments.grade(id, document, grade));
            candidates.put(
                    id,
                    lists.getOrDefault(id, List.of()).stream()
                            .map(document -> once.computeIfAbsent(
                                    document,
                                    none -> new Candidate(document, Objects.requireNonNull(texts.get(document)))))
                            .toList());
        });
        return new Dataset(judgments.build(), Candidates.of(candidates), notes);
    }
}
