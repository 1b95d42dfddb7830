package io.github.rerank4j.spark.command;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spark.RerankJob;
import io.github.rerank4j.spark.RerankSummary;
import io.github.rerank4j.spark.RerankTransform;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command: reads pairs, asks for those that have no score yet, writes, and says how it went. */
@Command(
        name = "rerank4j-spark",
        description = "Scores pairs of questions and documents, one a row, and writes them with their scores.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        customSynopsis = "spark-submit rerank4j-spark.jar --model SPEC --input PATH --output PATH"
                + " --query-id C --query C --document-id C --document C [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "A model is PROVIDER[:MODEL][@URL], such as siliconflow:BAAI/bge-reranker-v2-m3 or",
            "vllm:BAAI/bge-reranker-v2-m3@http://10.0.0.7:8000, or @FILE, a properties file with",
            "provider=... and settings. Keys are read by the executors, from their environment",
            "(RERANK_API_KEY_NAME for the model NAME where the driver has it too, else those of the",
            "provider); a file names them, as in api-key=${SILICONFLOW_API_KEY}.",
            "",
            "Exit status: 0 every pair that was asked has a score, 2 wrong use, 3 pairs failed or the job",
            "ended early. With --resume, pairs without a text or an id are left out once they are written."
        })
final class SparkCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream err;
    private final Variables environment;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private LimitOptions limit = new LimitOptions();

    private boolean written;

    private SparkCommand(PrintStream out, PrintStream err, Variables environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /**
     * Runs it; the exit status.
     *
     * @param environment the driver's
     */
    static int run(PrintStream out, PrintStream err, Variables environment, String... args) {
        Failures failures = new Failures(err);
        return new CommandLine(new SparkCommand(out, err, environment))
                .setOut(writer(out))
                .setErr(writer(err))
                // a model may be @FILE
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public Integer call() throws Exception {
        RerankProviders providers = RerankProviders.of(SparkCommand.class.getClassLoader());
        RerankTransform transform = transform(ModelChoice.of(providers, model.spec(), environment));
        requireMaster();
        try (SparkSession spark = session()) {
            data.requireOutput(spark);
            Dataset<Row> pairs = data.pairs(spark);
            RerankSummary summary = data.written(RerankJob.resume(pairs, data.output()))
                    .transform(transform)
                    .onProgress(this::report)
                    .run();
            SummaryLines.of(summary, data.output()).forEach(out::println);
            return summary.failed() == 0 ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private void report(RerankSummary progress) {
        written = true;
        err.println("rerank4j-spark: " + progress);
    }

    /** Whether a checkpoint is in the output. */
    boolean hasWritten() {
        return written;
    }

    private RerankTransform transform(ModelChoice choice) {
        RerankTransform.Builder builder = RerankTransform.builder().model(choice.name(), choice.settings());
        data.describe(builder);
        model.describe(builder);
        limit.limit().ifPresent(builder::limiter);
        return builder.build();
    }

    /** With the dates of today's calendar: the older classes of Java shift those of October 1582. */
    private static SparkSession session() {
        return SparkSession.builder()
                .appName("rerank4j")
                .config("spark.sql.datetime.java8API.enabled", true)
                .getOrCreate();
    }

    /** Without one, Spark's own words come with fifty lines of its code. */
    private static void requireMaster() {
        if (!new SparkConf().contains("spark.master")) {
            throw new IllegalArgumentException("no master is set; start the jar with spark-submit --master URL");
        }
    }
}
