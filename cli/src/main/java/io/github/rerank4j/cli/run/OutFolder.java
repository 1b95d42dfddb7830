package io.github.rerank4j.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.evaluation.Calibrated;
import io.github.rerank4j.evaluation.CalibrationReport;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Question;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder that an evaluation leaves behind, as far as it is not the report's own. */
public final class OutFolder {

    private static final String REPORT = "report.json";
    private static final String JUDGMENTS = "judgments.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

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

    /** The run of a model. */
    public Path run(String model) {
        return folder.resolve("runs").resolve(model + ".trec");
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
        StringWriter text = new StringWriter();
        for (Question question : judgments.judged()) {
            try (JsonGenerator line = JSON.getFactory().createGenerator(text)) {
                line.writeStartObject();
                line.writeStringField("question", question.id());
                line.writeObjectFieldStart("grades");
                for (Map.Entry<String, Integer> grade :
                        judgments.grades(question.id()).entrySet()) {
                    line.writeNumberField(grade.getKey(), grade.getValue());
                }
                line.writeEndObject();
                line.writeEndObject();
            }
            text.write('\n');
        }
        Files.writeString(folder.resolve(JUDGMENTS), text.toString(), StandardCharsets.UTF_8);
    }

    /** Keeps the calibrations of each model, for its setting {@code scores=calibrated:FILE}. */
    void writeCalibrations(EvaluationReport report) throws IOException {
        for (ModelReport model : report.models()) {
            CalibrationReport calibration = model.calibration().orElse(null);
            if (calibration != null && !model.name().equals(EvaluationReport.RETRIEVAL)) {
                write(model.name() + "-isotonic", calibration.isotonic());
                write(model.name() + "-platt", calibration.platt());
            }
        }
    }

    private void write(String name, Optional<Calibrated> calibrated) throws IOException {
        ScoreCalibration calibration =
                calibrated.flatMap(Calibrated::calibration).orElse(null);
        if (calibration != null) {
            Path calibrations = Files.createDirectories(folder.resolve("calibrations"));
            calibration.write(calibrations.resolve(name + ".properties"));
        }
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
                JsonNode read = JSON.readTree(line);
                String id = read.path("question").asText();
                judgments.question(id, id).judged(id);
                for (Map.Entry<String, JsonNode> grade : read.path("grades").properties()) {
                    judgments.grade(id, grade.getKey(), grade.getValue().intValue());
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
