package io.github.rerank4j.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.evaluation.Answer;
import io.github.rerank4j.evaluation.AnswerStore;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Question;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers in a file, a line for each that came, in the order in which they came; nothing in it is ever changed. A line is
 * written at once, so that whatever ends the process leaves all others whole; of a last line without an end nothing is
 * read, and the next one takes its place. No text is in it.
 *
 * <p>An answer belongs to everything that its scores depend on; the name that the user gives a model is not part of that.
 * Only where two models of one run are the same but for their names, each has its own.
 */
final class AnswersFile implements AnswerStore, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    private final Map<String, String> identities;
    private final Path path;
    private final FileChannel file;
    private final Map<String, List<Kept>> kept = new HashMap<>();
    private int damaged;

    private AnswersFile(Map<String, String> identities, Path path, FileChannel file) {
        this.identities = identities;
        this.path = path;
        this.file = file;
    }

    /** An answer as it is kept, without an object for each score. */
    private record Kept(String model, boolean ofEarlierRun, double[] scores, Answer facts) {

        Answer answer() {
            if (facts.error().isPresent()) {
                return facts;
            }
            List<Double> list = new ArrayList<>(scores.length);
            for (double score : scores) {
                list.add(score);
            }
            return with(Answer.scored(list), facts);
        }
    }

    /**
     * Opens a folder's answers, and makes the file where there is none.
     *
     * @param identities of each model, by its name, everything beside the request that its scores depend on
     * @throws IllegalArgumentException if another process is writing it
     */
    static AnswersFile open(OutFolder folder, Map<String, String> identities) throws IOException {
        Path path = folder.answers();
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, folder.path());
            AnswersFile answers = new AnswersFile(identities, path, channel);
            answers.load();
            return answers;
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void lock(FileChannel channel, Path folder) throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            locked = false;
        }
        if (!locked) {
            throw new IllegalArgumentException(
                    "another evaluation is writing into " + folder + "; wait for it, or choose another --out");
        }
    }

    /** How many lines could not be read; their questions are asked again. */
    int damaged() {
        return damaged;
    }

    private void load() throws IOException {
        long whole = 0;
        byte[] bytes = Channels.newInputStream(file).readAllBytes();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                read(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
                whole = start;
            }
        }
        file.truncate(whole);
        file.position(whole);
    }

    private void read(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            double[] scores = new double[read.path("scores").size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = read.path("scores").get(i).doubleValue();
            }
            String key = read.path("key").textValue();
            if (key == null || !(read.has("scores") || read.has("error"))) {
                damaged++;
                return;
            }
            kept.computeIfAbsent(key, none -> new ArrayList<>(1))
                    .add(new Kept(read.path("model").asText(), true, scores, facts(read)));
        } catch (JsonProcessingException torn) {
            damaged++;
        }
    }

    private static Answer facts(JsonNode read) {
        Answer answer = read.has("error") ? Answer.failed(read.path("error").asText()) : Answer.scored(List.of());
        if (read.has("requests")) {
            answer = answer.requests(read.path("requests").intValue());
        }
        if (read.has("tokens")) {
            answer = answer.tokens(read.path("tokens").longValue());
        }
        return read.has("millis") ? answer.millis(read.path("millis").doubleValue()) : answer;
    }

    private static Answer with(Answer answer, Answer facts) {
        Answer whole = answer.millis(facts.millis());
        if (facts.requests().isPresent()) {
            whole = whole.requests(facts.requests().getAsInt());
        }
        return facts.tokens().isPresent() ? whole.tokens(facts.tokens().getAsLong()) : whole;
    }

    @Override
    public List<Answer> answers(String model, Question question, List<Candidate> candidates) {
        List<Kept> all = kept.getOrDefault(key(model, question, candidates), List.of());
        List<Kept> own = all.stream().filter(each -> each.model().equals(model)).toList();
        boolean renamed = own.isEmpty();
        return all.stream()
                .filter(each -> renamed ? ofOneName(all, each) : each.model().equals(model))
                .map(Kept::answer)
                .toList();
    }

    /** Where a model has been renamed: the answers of the name that came first, and of no other. */
    private static boolean ofOneName(List<Kept> all, Kept each) {
        return each.ofEarlierRun() && each.model().equals(all.get(0).model());
    }

    @Override
    public void add(String model, Question question, List<Candidate> candidates, Answer answer) {
        String key = key(model, question, candidates);
        double[] scores =
                answer.scores().stream().mapToDouble(Double::doubleValue).toArray();
        try {
            append(line(key, model, question, answer));
        } catch (IOException full) {
            throw new UncheckedIOException(
                    "an answer cannot be kept in " + path
                            + "; make room, and run the same command again, which goes on from there",
                    full);
        }
        Answer facts = answer.error().isPresent() ? answer : with(Answer.scored(List.of()), answer);
        kept.computeIfAbsent(key, none -> new ArrayList<>(1)).add(new Kept(model, false, scores, facts));
    }

    private void append(byte[] line) throws IOException {
        long end = file.position();
        ByteBuffer bytes = ByteBuffer.wrap(line);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException full) {
            file.truncate(end);
            throw full;
        }
    }

    private static byte[] line(String key, String model, Question question, Answer answer) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator line = JSON.getFactory().createGenerator(text)) {
            line.writeStartObject();
            line.writeStringField("key", key);
            line.writeStringField("model", model);
            line.writeStringField("question", question.id());
            if (answer.error().isPresent()) {
                line.writeStringField("error", answer.error().get());
            } else {
                line.writeArrayFieldStart("scores");
                for (double score : answer.scores()) {
                    line.writeNumber(score);
                }
                line.writeEndArray();
            }
            if (answer.requests().isPresent()) {
                line.writeNumberField("requests", answer.requests().getAsInt());
            }
            if (answer.tokens().isPresent()) {
                line.writeNumberField("tokens", answer.tokens().getAsLong());
            }
            if (!Double.isNaN(answer.millis())) {
                line.writeNumberField("millis", answer.millis());
            }
            line.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private String key(String model, Question question, List<Candidate> candidates) {
        Fingerprint fingerprint = new Fingerprint()
                .add(identities.getOrDefault(model, model))
                .add(question.id())
                .add(question.text());
        for (Candidate candidate : candidates) {
            fingerprint.add(candidate.id()).add(candidate.text());
        }
        return fingerprint.toString();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
