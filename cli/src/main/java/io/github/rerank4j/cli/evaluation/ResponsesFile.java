package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.KeptResponse;
import io.github.rerank4j.evaluation.ResponseStore;
import io.github.rerank4j.service.Fingerprint;
import java.io.IOException;
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
final class ResponsesFile implements ResponseStore, AutoCloseable {

    private final Map<String, String> identities;
    private final Path path;
    private final FileChannel file;
    private final Map<String, List<StoredResponse>> kept = new HashMap<>();
    private int damaged;
    private boolean isFull;

    private ResponsesFile(Map<String, String> identities, Path path, FileChannel file) {
        this.identities = identities;
        this.path = path;
        this.file = file;
    }

    private record StoredResponse(boolean ofEarlierRun, ResponseLine line) {

        String model() {
            return line.model();
        }
    }

    /**
     * Opens a folder's answers, and makes the file where there is none.
     *
     * @param identities of each model, by its name, everything beside the request that its scores depend on
     * @throws IllegalArgumentException if another process is writing it
     */
    static ResponsesFile open(OutFolder folder, Map<String, String> identities) throws IOException {
        Path path = folder.answers();
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, folder.path());
            ResponsesFile answers = new ResponsesFile(identities, path, channel);
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

    private void read(String text) {
        ResponseLine line = ResponseLine.read(text);
        if (line == null) {
            damaged++;
        } else {
            keepOnce(line);
        }
    }

    /** Files that were put together may have a line twice. */
    private void keepOnce(ResponseLine line) {
        List<StoredResponse> before = kept.getOrDefault(line.key(), List.of());
        if (before.stream().noneMatch(each -> line.repeats(each.line()))) {
            keep(new StoredResponse(true, line));
        }
    }

    private void keep(StoredResponse response) {
        kept.computeIfAbsent(response.line().key(), none -> new ArrayList<>(1)).add(response);
    }

    @Override
    public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
        List<StoredResponse> all = kept.getOrDefault(key(model, question, candidates), List.of());
        List<StoredResponse> own =
                all.stream().filter(each -> each.model().equals(model)).toList();
        boolean renamed = own.isEmpty();
        return all.stream()
                .filter(each -> renamed ? ofOneName(all, each) : each.model().equals(model))
                .map(each -> each.line().answer())
                .toList();
    }

    /** Where a model has been renamed: the answers of the name that came first, and of no other. */
    private static boolean ofOneName(List<StoredResponse> all, StoredResponse each) {
        return each.ofEarlierRun() && each.model().equals(all.get(0).model());
    }

    @Override
    public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
        ResponseLine line = new ResponseLine(key(model, question, candidates), model, answer);
        try {
            append(line.written(question.id()));
        } catch (IOException full) {
            if (isFull) {
                return; // said before
            }
            isFull = true;
            throw new UncheckedIOException(
                    "an answer cannot be kept in " + path
                            + "; make room, and run the same command again, which goes on from there",
                    full);
        }
        keep(new StoredResponse(false, line));
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

    private String key(String model, JudgedQuery question, List<Candidate> candidates) {
        Fingerprint fingerprint = new Fingerprint()
                .add(identities.getOrDefault(model, model))
                .add(question.id())
                .add(question.text());
        for (Candidate candidate : candidates) {
            fingerprint.add(candidate.id()).add(candidate.text());
        }
        return fingerprint.hex();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
