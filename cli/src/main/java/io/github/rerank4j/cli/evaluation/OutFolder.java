package io.github.rerank4j.cli.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.cli.data.JsonLine;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.JudgedQuery;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.TrecRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The folder that an evaluation leaves behind, as far as it is not the report's own. */
public final class OutFolder {

    private static final String REPORT = "report.json";
    private static final String JUDGMENTS = "judgments.jsonl";

    private final Path folder;

    /** The folder at that place, which need not be there. */
    public OutFolder(Path folder) {
        this.folder = folder;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * Makes it, unless it is there.
     *
     * @throws IllegalArgumentException if it cannot be made
     */
    public void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException impossible) {
            throw new IllegalArgumentException(folder + " cannot be made a folder; choose another --out", impossible);
        }
    }

    /** The file of the answers. */
    Path answers() {
        return folder.resolve("answers.jsonl");
    }

    /**
     * The report.
     *
     * @throws IllegalArgumentException if there is none
     */
    public EvaluationReport report() {
        Path file = folder.resolve(REPORT);
        try {
            return EvaluationReport.read(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no " + file + "; run evaluate with --out " + folder, missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read", unreadable);
        }
    }

    /** Keeps who judged what, without texts, for the thresholds of later. */
    void write(Judgments judgments) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JudgedQuery question : judgments.judgedQueries()) {
            lines.writeBytes(JsonLine.write(line -> {
                line.writeStringField("question", question.id());
                line.writeObjectFieldStart("grades");
                for (Map.Entry<String, Integer> grade :
                        judgments.grades(question.id()).entrySet()) {
                    line.writeNumberField(grade.getKey(), grade.getValue());
                }
                line.writeEndObject();
            }));
        }
        Path fresh = folder.resolve(JUDGMENTS + ".tmp");
        Files.write(fresh, lines.toByteArray());
        Files.move(fresh, folder.resolve(JUDGMENTS), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * What was judged, with ids in the place of the questions' texts.
     *
     * @throws IllegalArgumentException if the file is not there, or is damaged
     */
    public Judgments judgments() {
        Path file = folder.resolve(JUDGMENTS);
        Judgments.Builder judgments = Judgments.builder();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonNode read = JsonLine.read(line);
                // as the runs have them
                String id = TrecRun.column(read.path("question").asText());
                judgments.query(id, id).markJudged(id);
                for (Map.Entry<String, JsonNode> grade : read.path("grades").properties()) {
                    judgments.grade(
                            id, TrecRun.column(grade.getKey()), grade.getValue().intValue());
                }
            }
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no " + file + "; run evaluate with --out " + folder, missing);
        } catch (JsonProcessingException | IllegalArgumentException damaged) {
            throw new IllegalArgumentException(
                    file + " is damaged; run evaluate again, which asks nobody twice", damaged);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read", unreadable);
        }
        return judgments.build();
    }
}
