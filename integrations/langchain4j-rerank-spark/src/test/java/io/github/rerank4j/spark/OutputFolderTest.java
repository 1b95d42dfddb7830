package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs do to their folder, and to what is there already. */
@Timeout(180)
class OutputFolderTest {

    private final StubServer server = StubServer.open();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_run_that_another_has_overtaken_says_so_and_no_row_is_lost_or_there_twice() throws Exception {
        RerankSummary second = overtakenBy(sameJob -> sameJob);

        assertThat(second.scored()).isEqualTo(20);
        assertThat(written().count()).isEqualTo(20);
        assertThat(written().select("rerank_key").distinct().count()).isEqualTo(20);
        assertThat(names()).contains("_SUCCESS", "_rerank4j_columns").doesNotContain("_rerank4j_runs");
    }

    @Test
    void what_a_killed_run_has_not_published_is_not_published_by_the_next() throws IOException {
        job(Sparks.pairs(2, 2)).run();
        Path left = Files.createDirectories(output().resolve("_rerank4j_runs/killed/checkpoint-1"));
        Files.writeString(left.resolve("part-00000-left.snappy.parquet"), "left behind");
        Path foreign = Files.createDirectories(output().resolve("_temporary/0"));

        job(Sparks.pairs(4, 2)).run();

        assertThat(written().count()).isEqualTo(8);
        assertThat(output().resolve("_rerank4j_runs")).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void another_format_and_other_options_for_texts_are_refused() {
        job(Sparks.pairs(1, 2)).run();
        String csv = folder.resolve("csv").toString();
        RerankJob.resume(Sparks.pairs(1, 2), csv)
                .transform(transform())
                .format("csv")
                .run();

        assertThatThrownBy(() -> job(Sparks.pairs(1, 2)).format("json").run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output " + output()
                        + " was written as parquet, not as json; keep to that format, or write to another folder");
        RerankJob other =
                RerankJob.resume(Sparks.pairs(1, 2), csv).transform(transform()).format("CSV");
        assertThatThrownBy(() -> other.option("sep", ";").run())
                .hasMessageContaining("was written with other options of csv; keep to those");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void an_option_that_changes_no_text_may_change() {
        job(Sparks.pairs(1, 2)).run();

        RerankSummary again = job(Sparks.pairs(1, 2))
                .format("Parquet")
                .option("compression", "gzip")
                .option("fs.s3a.access.key", "of today")
                .run();

        assertThat(again.pairs()).isZero();
    }

    @Test
    void whether_a_column_may_be_null_and_its_metadata_do_not_count() {
        Metadata comment =
                new MetadataBuilder().putString("comment", "of yesterday").build();
        StructType other = new StructType(Stream.of(Sparks.PAIR.fields())
                .map(field -> new StructField(field.name(), field.dataType(), false, comment))
                .toArray(StructField[]::new));
        job(Sparks.session().createDataFrame(Sparks.pairs(1, 2).toJavaRDD(), other))
                .run();

        RerankSummary again = job(Sparks.pairs(1, 3)).run();
        Dataset<Row> itself = written().drop("score", "error", "rerank_model", "rerank_key");

        assertThat(again.pairs()).isEqualTo(1);
        assertThat(job(itself).run().pairs()).isZero();
    }

    @Test
    void other_columns_are_refused_with_what_differs() {
        job(Sparks.pairs(1, 1).selectExpr("*", "1 as number", "2 as gone")).run();

        assertThatThrownBy(() -> job(Sparks.pairs(1, 1).selectExpr("*", "'1' as number", "3 as more"))
                        .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output " + output()
                        + " was written with other columns (gone is missing, number was int and is string, more is new);"
                        + " write to another folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parquet", "a\nb\nc", "parquet\n0\n{\"type\":\"struct\"", "parquet\n0\n\"string\""})
    void a_damaged_description_of_rows_is_refused_with_a_sentence(String content) throws IOException {
        job(Sparks.pairs(1, 2)).run();
        Files.deleteIfExists(output().resolve("._rerank4j_columns.crc"));
        Files.writeString(output().resolve("_rerank4j_columns"), content);

        assertThatThrownBy(() -> job(Sparks.pairs(1, 3)).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the file _rerank4j_columns of the output " + output() + " is damaged, so nobody knows how its"
                                + " rows were written; put back a copy, or write to another folder");
        assertThat(output().resolve("_rerank4j_columns")).hasContent(content);
    }

    @Test
    void a_description_that_does_not_fit_its_check_sum_is_damaged() throws IOException {
        job(Sparks.pairs(1, 2)).run();
        Files.writeString(output().resolve("_rerank4j_columns"), "parquet");

        assertThatThrownBy(() -> job(Sparks.pairs(1, 3)).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void a_compacted_folder_goes_on_with_a_copy_of_the_description_and_is_refused_without() throws IOException {
        job(Sparks.pairs(2, 3)).run();
        Path compacted = folder.resolve("compacted");
        RerankJob.latest(written()).coalesce(1).write().parquet(compacted.toString());
        RerankJob resumed =
                RerankJob.resume(Sparks.pairs(2, 4), compacted.toString()).transform(transform());

        assertThatThrownBy(resumed::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("if you compacted what a job wrote, copy _rerank4j_columns along");
        Files.copy(output().resolve("_rerank4j_columns"), compacted.resolve("_rerank4j_columns"));

        assertThat(resumed.run().scored()).isEqualTo(2);
    }

    @Test
    void a_run_that_was_overtaken_before_it_describes_leaves_the_description_of_the_other() throws Exception {
        overtakenBy(job -> job.format("json"));

        assertThat(output().resolve("_rerank4j_columns")).content().startsWith("json");
    }

    @Test
    void of_runs_that_begin_at_the_same_moment_the_others_hear_of_it() throws Exception {
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(output().toString());
        FileSystem files = place.getFileSystem(Sparks.session().sparkContext().hadoopConfiguration());
        for (int round = 0; round < 50; round++) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            List<CompletableFuture<Void>> runs = Stream.generate(() -> new RunClaim(files, place))
                    .limit(3)
                    .map(claim -> CompletableFuture.runAsync(() -> taken(claim, barrier)))
                    .toList();
            for (CompletableFuture<Void> run : runs) {
                Throwable failure = run.handle((nothing, thrown) -> thrown).join();
                if (failure != null) {
                    assertThat(failure.getCause())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageStartingWith("another run writes to the output ");
                }
            }
        }
    }

    private static void taken(RunClaim claim, CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
            claim.take();
        } catch (IllegalStateException lost) {
            throw lost;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void the_description_is_written_once() throws IOException {
        job(Sparks.pairs(1, 2)).run();
        Object file = Files.readAttributes(output().resolve("_rerank4j_columns"), BasicFileAttributes.class)
                .fileKey();

        job(Sparks.pairs(2, 2)).run();

        assertThat(Files.readAttributes(output().resolve("_rerank4j_columns"), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g[1]", "h{1}", "any*", "one?"})
    void the_characters_of_patterns_are_those_of_a_folder(String name) {
        for (String near : List.of("g1", "h1", "anything", "ones")) {
            RerankJob.resume(Sparks.pairs(3, 1), folder.resolve(near).toString())
                    .transform(transform())
                    .run();
        }
        String output = folder.resolve(name).toString();

        RerankSummary first = RerankJob.resume(Sparks.pairs(2, 1), output)
                .transform(transform())
                .run();
        RerankSummary second = RerankJob.resume(Sparks.pairs(3, 1), output)
                .transform(transform())
                .run();

        assertThat(first.pairs()).isEqualTo(2);
        assertThat(second.pairs()).isEqualTo(1);
    }

    @Test
    void a_folder_with_files_that_no_job_has_written_is_refused_and_left_as_it_is() throws IOException {
        Sparks.pairs(2, 2).write().parquet(output().toString());
        List<String> before = names();
        Dataset<Row> input = written();

        assertThatThrownBy(() -> job(input).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output " + output()
                        + " has files in it that no rerank job has written, or lacks the _rerank4j_columns of the job that"
                        + " has; write to another folder, or, if you compacted what a job wrote, copy _rerank4j_columns"
                        + " along");
        assertThat(names()).containsExactlyElementsOf(before);
        assertThat(server.requests()).isZero();
    }

    @Test
    void a_start_that_fails_leaves_no_folder() {
        Dataset<Row> nested = Sparks.pairs(1, 1).selectExpr("*", "array(1) as tags");

        assertThatThrownBy(() -> job(nested).format("csv").run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the output cannot be written as csv: ")
                .hasMessageContaining("tags")
                .hasMessageEndingWith("; choose another format for it");
        assertThat(output()).doesNotExist();
        assertThat(server.requests()).isZero();
    }

    @Test
    void a_run_without_pairs_leaves_a_folder_that_the_next_can_use() throws IOException {
        job(Sparks.pairs(1, 1).where("false")).run();

        assertThat(names()).contains("_SUCCESS");
        assertThat(job(Sparks.pairs(1, 1)).format("json").run().scored()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__rerank_done", "__RERANK_rank", "__rerank_place"})
    void a_column_with_a_name_of_those_on_the_way_is_refused(String name) {
        Dataset<Row> pairs =
                Sparks.pairs(1, 1).withColumnRenamed("text", "t").selectExpr("*", "t as text", "1 as " + name);

        assertThatThrownBy(() -> job(pairs).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column " + name
                        + " has a name that begins with __rerank_, as those do that come and go on the way; rename it");
        assertThat(output()).doesNotExist();
    }

    /** Another run over the same pairs begins and ends while the first waits for its first answer, and then hears of it. */
    private RerankSummary overtakenBy(UnaryOperator<RerankJob> settings) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        server.refusing(texts -> {
            asked.countDown();
            await(overtaken);
            return StubServer.NONE;
        });
        try (StubServer quick = StubServer.open()) {
            CompletableFuture<RerankSummary> first =
                    CompletableFuture.supplyAsync(() -> job(Sparks.pairs(2, 10)).run());
            await(asked);
            RerankJob second = RerankJob.resume(Sparks.pairs(2, 10), output().toString())
                    .transform(Sparks.transform(quick).build());
            RerankSummary summary;
            try {
                summary = settings.apply(second).run();
            } finally {
                overtaken.countDown();
            }

            assertThatThrownBy(first::join)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("another run writes to the output ");
            return summary;
        }
    }

    private RerankJob job(Dataset<Row> pairs) {
        return RerankJob.resume(pairs, output().toString()).transform(transform());
    }

    private RerankTransform transform() {
        return Sparks.transform(server).failFast(AuthenticationException.class).build();
    }

    private Path output() {
        return folder.resolve("scores");
    }

    private Dataset<Row> written() {
        return Sparks.session().read().parquet(output().toString());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(output())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
