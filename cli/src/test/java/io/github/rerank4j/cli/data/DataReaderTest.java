package io.github.rerank4j.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.JudgedQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataReaderTest {

    private static final int ALL = Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    private final DataReader reader = new DataReader(new Retrieval() {
        @Override
        public Map<String, List<String>> candidates(Corpus corpus, Map<String, String> questions) {
            return Map.of("q1", List.of("d2", "d1"));
        }

        @Override
        public String note() {
            return "Found.";
        }
    });

    private record Read(String id, String text, Map<String, Integer> judged, List<String> candidates) {}

    private static List<Read> questions(Dataset data) {
        return data.judgments().judgedQueries().stream()
                .map(question -> new Read(
                        question.id(),
                        question.text(),
                        data.judgments().grades(question.id()),
                        data.candidates().documents(question.id()).stream()
                                .map(Candidate::id)
                                .toList()))
                .toList();
    }

    private static Map<String, String> texts(Dataset data) {
        Map<String, String> texts = new HashMap<>();
        for (JudgedQuery question : data.judgments().judgedQueries()) {
            data.candidates().documents(question.id()).forEach(each -> texts.put(each.id(), each.text()));
        }
        return texts;
    }

    @Test
    void a_beir_folder_is_read() throws IOException {
        Dataset data = reader.read(data(beir()), ALL);

        assertThat(questions(data))
                .containsExactly(
                        new Read("q1", "first?", Map.of("d1", 2, "d3", 0), List.of("d3", "d1")),
                        new Read("q2", "second?", Map.of("d2", 0), List.of("d2")));
        assertThat(texts(data))
                .containsOnly(entry("d1", "One\nfirst text"), entry("d2", "second text"), entry("d3", "third"));
        assertThat(data.notes()).isEmpty();
    }

    @Test
    void the_first_judged_questions_of_the_file_are_taken() throws IOException {
        Dataset data = reader.read(data(beir()), 1);

        assertThat(questions(data)).extracting(Read::id).containsExactly("q1");
        assertThat(texts(data)).containsOnlyKeys("d1", "d3");
    }

    @Test
    void without_candidates_they_are_searched() throws IOException {
        beir();
        Files.delete(folder.resolve("candidates.trec"));

        Dataset data = reader.read(data(folder), ALL);

        assertThat(questions(data).get(0).candidates()).containsExactly("d2", "d1");
        assertThat(questions(data).get(1).candidates()).isEmpty();
        assertThat(texts(data)).containsOnlyKeys("d1", "d2");
        assertThat(data.notes()).containsExactly("Found.");
    }

    @Test
    void single_files_are_read_by_what_is_in_them() throws IOException {
        Path corpus = write("collection.tsv", "d1\tfirst text\nd2\tTitle\tsecond text\r\n\nd3\tthird\n");
        Path queries = write("topics.txt", "q2\tsecond?\nq1\tfirst?\n");
        Path qrels = write("qrels.txt", "q1 0 d1 1\nq2\t0\td2\t-1\n");
        Path run = write("run.txt", "q1 Q0 d2 1 0.5 x\nq1 Q0 d1 2 0.5 x\nq1 Q0 d3 3 0.7 x\nother Q0 d9 1 1 x\n");

        Dataset data = reader.read(new DataFiles(null, corpus, queries, qrels, run), ALL);

        assertThat(questions(data))
                .containsExactly(
                        new Read("q2", "second?", Map.of("d2", -1), List.of()),
                        new Read("q1", "first?", Map.of("d1", 1), List.of("d3", "d2", "d1")));
        assertThat(texts(data)).containsEntry("d2", "Title\nsecond text");
    }

    @Test
    void the_only_judgements_there_are_are_taken() throws IOException {
        beir();
        Files.move(folder.resolve("qrels/test.tsv"), folder.resolve("qrels/dev.tsv"));

        assertThat(questions(reader.read(data(folder), ALL))).hasSize(2);

        Files.copy(folder.resolve("qrels/dev.tsv"), folder.resolve("qrels/train.tsv"));
        refused(data(folder)).withMessage(folder + " has no qrels/test.tsv; give the file with --qrels");
    }

    @Test
    void our_own_form_is_read() throws IOException {
        Path file = write("own.jsonl", """
                \uFEFF{"query": "first?", "documents": ["a", {"title": "T", "text": "b"}], "relevant": [1]}
                {"id": "x", "query": "second?", "documents": ["c"], "relevant": []}

                {"query": "nobody judged this", "documents": ["d"]}
                {"query": "third?", "documents": ["e", "f"], "relevant": {"0": 2, "1": -1}}
                """);

        Dataset data = reader.read(data(file), ALL);

        assertThat(questions(data))
                .containsExactly(
                        new Read(
                                "q-42055d0d",
                                "first?",
                                Map.of("q-42055d0d#1", 1),
                                List.of("q-42055d0d#0", "q-42055d0d#1")),
                        new Read("x", "second?", Map.of(), List.of("x#0")),
                        new Read(
                                "q-2edcc367",
                                "third?",
                                Map.of("q-2edcc367#0", 2, "q-2edcc367#1", -1),
                                List.of("q-2edcc367#0", "q-2edcc367#1")));
        assertThat(texts(data)).containsEntry("q-42055d0d#1", "T\nb").doesNotContainValue("d");
        assertThat(data.notes()).containsExactly("1 question has no judgement and will not be asked.");
    }

    @Test
    void the_form_of_sentence_transformers_is_read() throws IOException {
        Path file = write("st.jsonl", """
                {"query": "first?", "positive": ["yes", "far"], "documents": ["no", "yes"]}
                """);

        Dataset data = reader.read(data(file), ALL);

        assertThat(questions(data))
                .containsExactly(new Read(
                        "q-42055d0d",
                        "first?",
                        Map.of("q-42055d0d#1", 1, "q-42055d0d#2", 1),
                        List.of("q-42055d0d#0", "q-42055d0d#1")));
        assertThat(data.notes()).isEmpty();
    }

    @Test
    void positives_have_no_place_that_gives_them_away() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append("{\"query\":\"q")
                    .append(i)
                    .append("\",\"positive\":\"right ")
                    .append(i);
            lines.append("\",\"negative\":[\"wrong ").append(i).append("\"]}\n");
        }

        Dataset data = reader.read(data(write("st.jsonl", lines.toString())), ALL);

        long first = questions(data).stream()
                .filter(question ->
                        question.judged().containsKey(question.candidates().get(0)))
                .count();
        assertThat(first).isBetween(70L, 130L);
        assertThat(data.notes()).containsExactly(PositivesFormat.NOTE);
    }

    @Test
    void a_table_is_read() throws IOException {
        Path file = write("table.csv", """
                query,document,relevant
                "first, or not?","a ""quoted""
                line",1
                "first, or not?",b,
                second?,c,0
                third?,d,
                """);

        Dataset data = reader.read(data(file), ALL);

        assertThat(questions(data))
                .containsExactly(
                        new Read(
                                "q-0eab63a6",
                                "first, or not?",
                                Map.of("q-0eab63a6#0", 1),
                                List.of("q-0eab63a6#0", "q-0eab63a6#1")),
                        new Read("q-26abc3d5", "second?", Map.of("q-26abc3d5#0", 0), List.of("q-26abc3d5#0")));
        assertThat(texts(data)).containsEntry("q-0eab63a6#0", "a \"quoted\"\nline");
    }

    @Test
    void a_table_with_tabs_has_ids_and_titles_too() throws IOException {
        Path file = write("table.tsv", """
                qid\tQuestion\tdoc-id\ttitle\tpassage\tlabel
                x\tfirst?\td1\tT\ta "b"\t2
                x\tfirst?\td2\t\tc\t
                """);

        Dataset data = reader.read(data(file), ALL);

        assertThat(questions(data)).containsExactly(new Read("x", "first?", Map.of("d1", 2), List.of("d1", "d2")));
        assertThat(texts(data)).containsOnly(entry("d1", "T\na \"b\""), entry("d2", "c"));
    }

    @Test
    void a_first_judgement_is_not_taken_for_a_header() throws IOException {
        beir();
        write("qrels/test.tsv", "q1\td1\t1.0\nq2\td2\t1\n");

        refused(data(folder)).withMessageContaining("line 1: the grade is \"1.0\", but must be a whole number");
    }

    @Test
    void a_question_without_an_id_keeps_the_one_it_gets_wherever_it_stands() throws IOException {
        Path file = write("own.jsonl", """
                {"query": "a new one", "documents": ["x"], "relevant": [0]}
                {"query": "first?", "documents": ["a"], "relevant": [0]}
                {"query": "first?", "documents": ["b"], "relevant": [0]}
                """);

        assertThat(questions(reader.read(data(file), ALL))).extracting(Read::id).endsWith("q-42055d0d", "q-42055d0d-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qrels/test.tsv|q9	d1	1|qrels/test.tsv, line 5: the query \"q9\" is not in F/queries.jsonl; add it, or remove"
                        + " its judgements",
                "qrels/test.tsv|q1	d9	1|qrels/test.tsv, line 5: the judged document \"d9\" is not in F/corpus.jsonl: the"
                        + " labels no longer describe the corpus; judge again, or give the corpus that was judged",
                "qrels/test.tsv|q1	d1	1|qrels/test.tsv, line 5: judges document \"d1\" for query \"q1\" a second time",
                "qrels/test.tsv|q1	d2	high|qrels/test.tsv, line 5: the grade is \"high\", but must be a whole number",
                "qrels/test.tsv|q1	d2	1.0|qrels/test.tsv, line 5: the grade is \"1.0\", but must be a whole number",
                "corpus.jsonl|{\"_id\":\"\\ud800\",\"text\":\"x\"}|corpus.jsonl, line 4: the id \"\ud800\" holds half a character,"
                        + " which no file can",
                "qrels/test.tsv|q1	d2|qrels/test.tsv, line 5: has 2 columns, but those before have 3",
                "corpus.jsonl|{\"_id\":\"d1\",\"text\":\"again\"}|corpus.jsonl, line 4: the id \"d1\" is that of line 1 already; give"
                        + " each its own id",
                "corpus.jsonl|{\"_id\":\"d4\"}|corpus.jsonl, line 4: has no \"text\"",
                "corpus.jsonl|{\"text\":\"x\"}|corpus.jsonl, line 4: has no \"_id\"",
                "corpus.jsonl|{\"_id\":\"a b\",\"text\":\"x\"}|corpus.jsonl, line 4: the id \"a b\" holds a space, which no run can",
                "corpus.jsonl|{\"_id\":\"\",\"text\":\"x\"}|corpus.jsonl, line 4: has an empty id",
                "corpus.jsonl|{\"_id\":|corpus.jsonl, line 4: is no JSON object; there must be one in each line",
                "corpus.jsonl|{\"_id\":\"d4\",\"text\":[1]}|corpus.jsonl, line 4: \"text\" must be a text",
                "queries.jsonl|{\"_id\":\"q1\",\"text\":\"again\"}|queries.jsonl, line 4: the id \"q1\" is that of line 1 already; give"
                        + " each its own id",
                "candidates.trec|q1 Q0 d9 3 0.1 x|candidates.trec, line 4: the document \"d9\" is not in F/corpus.jsonl; give the"
                        + " corpus that the run was made with",
                "candidates.trec|q1 Q0 d1 3 0.1 x|candidates.trec, line 4: has document \"d1\" for query \"q1\" a second time",
                "candidates.trec|q1 Q0 d2 3 NaN x|candidates.trec, line 4: the score is \"NaN\", but must be a finite number",
                "candidates.trec|q1 d2 3|candidates.trec, line 4: has 3 columns, but must have 6: query, Q0, document, rank,"
                        + " score and name",
            })
    void a_wrong_line_is_named(String file, String line, String message) throws IOException {
        beir();
        Files.writeString(folder.resolve(file), Files.readString(folder.resolve(file)) + line + "\n");

        refused(data(folder)).withMessage(folder + "/" + message.replace("F/", folder + "/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[1]}|\"relevant\" names document 1 (counted from 0), but"
                        + " there are 1",
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[-1]}|\"relevant\" names document -1 (counted from 0), but"
                        + " there are 1",
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[0,0]}|\"relevant\" names document 0 twice",
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[\"x\"]}|a place in \"relevant\" is \"x\", but must be a"
                        + " whole number",
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":{\"0\":1.5}}|the grades in \"relevant\" must be whole numbers",
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":0}|\"relevant\" must be an array of places, or an object of"
                        + " places and grades",
                "{\"query\":\"q\",\"documents\":\"a\",\"relevant\":[0]}|\"documents\" must be an array of texts",
                "{\"query\":\"q\",\"documents\":[7],\"relevant\":[0]}|each of \"documents\" must be a text, or an object with"
                        + " \"text\" and maybe \"title\"",
                "{\"query\":\" \",\"documents\":[\"a\"],\"relevant\":[0]}|the question is empty",
                "{\"query\":7.5,\"documents\":[\"a\"],\"relevant\":[0]}|\"query\" must be a text",
                "{\"query\":\"q\",\"query\":\"r\",\"documents\":[\"a\"]}|is no JSON object; there must be one in each line",
                "{\"query\":\"q\"}|does not have the names that the lines before have: query and documents",
                "[]|is no JSON object; there must be one in each line",
                "{\"id\":\"q-7694f4a6\",\"query\":\"q\",\"documents\":[\"a\"]}|the id \"q-7694f4a6\" is that of the question in line 1 already; give each its"
                        + " own id",
            })
    void a_wrong_question_is_named(String line, String message) throws IOException {
        Path file = write("own.jsonl", "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[0]}\n" + line + "\n");

        refused(data(file)).withMessage(file + ", line 2: " + message);
    }

    @Test
    void what_is_of_no_known_form_is_asked_for_by_name() throws IOException {
        refused(data(write("x.json", "[1]"))).withMessageContaining("x.json, line 1: begins an array; ");
        refused(data(write("x.jsonl", "{\"a\":1}"))).withMessageContaining("line 1: has neither query and documents, ");
        refused(data(write("x.csv", "a,b\n1,2"))).withMessageContaining("there is no column \"query\"; ");
        refused(data(write("x.txt", "\n \n"))).withMessageEndingWith("x.txt is empty");
        refused(data(write("x.tsv", "query\tdocument\trelevant\nq\td")))
                .withMessageEndingWith("line 2: has 2 columns, fewer than the header");
        refused(data(write("y.csv", "query,document,relevant\n\"q,d,1")))
                .withMessageEndingWith("line 2: a quotation mark opens a cell that never ends");
        refused(data(write("z.csv", "query,document,relevant\nq,d,")))
                .withMessageEndingWith("holds no judged question; say which documents are relevant");
        refused(data(folder.resolve("nowhere")))
                .withMessage("there is no file or folder " + folder.resolve("nowhere") + "; correct --data");
        refused(data(Files.createDirectory(folder.resolve("empty"))))
                .withMessageEndingWith("empty has no corpus.jsonl; give the file with --corpus");
        refused(new DataFiles(null, null, null, null, null))
                .withMessageStartingWith("--corpus is missing; give --data, ");
        refused(new DataFiles(folder.resolve("x.csv"), folder, null, null, null))
                .withMessageStartingWith(
                        "--corpus, --queries, --qrels and --candidates go with a folder or by themselves");
    }

    @Test
    void a_pipe_is_read_once() throws IOException, InterruptedException {
        Path pipe = pipe();
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, "\n{\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"relevant\":[1]}\n");
                // for who reads it twice
                Files.writeString(pipe, "");
            } catch (IOException gone) {
                // whoever reads has said so
            }
        });
        writer.setDaemon(true);
        writer.start();

        assertThat(questions(reader.read(data(pipe), ALL))).hasSize(1);
    }

    private Path pipe() throws IOException, InterruptedException {
        Path mkfifo = Path.of("/usr/bin/mkfifo");
        assumeTrue(Files.isExecutable(mkfifo), "needs mkfifo");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder(mkfifo.toString(), pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void a_corpus_is_no_pipe() throws IOException, InterruptedException {
        Path pipe = pipe();
        Path other = Files.writeString(folder.resolve("other"), "");

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> reader.read(new DataFiles(null, pipe, other, other, null), ALL))
                .withMessage(pipe + " is read more than once, so it cannot be a pipe; give a file");
    }

    @Test
    void a_text_that_is_too_long_is_called_so() throws IOException {
        Path file = Files.writeString(
                folder.resolve("long.jsonl"),
                "{\"query\":\"q\",\"documents\":[\"" + "a".repeat(20_000_001) + "\"],\"relevant\":[0]}\n");

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> reader.read(data(file), ALL))
                .withMessageStartingWith(file + ", line 1: holds a text that is too long")
                .withMessageEndingWith("a text may have 20,000,000 characters");
    }

    @Test
    void another_charset_is_told_by_line() throws IOException {
        Path file = folder.resolve("latin.jsonl");
        Files.write(
                file,
                "{\"query\":\"q\",\"documents\":[\"a\"],\"relevant\":[0]}\n{\"query\":\"\u00fc\"}\n"
                        .getBytes(StandardCharsets.ISO_8859_1));

        refused(data(file)).withMessage(file + ", line 2: is not in UTF-8; save the file in UTF-8");
    }

    private Path beir() throws IOException {
        write("corpus.jsonl", """
                {"_id": "d1", "title": "One", "text": "first text", "metadata": {"a": [1]}}
                {"_id": "d2", "title": "", "text": "second text"}
                {"_id": "d3", "text": "third"}
                """);
        write("queries.jsonl", """
                {"_id": "q1", "text": "first?"}
                {"_id": "unjudged", "text": "nobody knows"}
                {"_id": "q2", "text": "second?"}
                """);
        Files.createDirectories(folder.resolve("qrels"));
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td2\t0\nq1\td3\t0\n");
        write("candidates.trec", "q1 Q0 d1 1 0.25 bm25\nq1 Q0 d3 2 1.5 bm25\nq2 Q0 d2 1 1 bm25\n");
        return folder;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static DataFiles data(Path path) {
        return new DataFiles(path, null, null, null, null);
    }

    private ThrowableAssertAlternative<DataException> refused(DataFiles files) {
        return assertThatExceptionOfType(DataException.class).isThrownBy(() -> reader.read(files, ALL));
    }
}
