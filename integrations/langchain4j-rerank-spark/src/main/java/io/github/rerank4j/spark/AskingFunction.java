package io.github.rerank4j.spark;

import java.util.Iterator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Asks the rows of one task. */
final class AskingFunction implements MapPartitionsFunction<Row, Row>, FlatMapFunction<Iterator<Row>, Row> {

    private static final long serialVersionUID = 1L;

    private final AskPlan plan;

    AskingFunction(AskPlan plan) {
        this.plan = plan;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        TaskContext task = TaskContext.get();
        OpenModel model = ExecutorModels.of(plan.model(), plan.requestsInFlight() * taskSlots(task));
        AskedRows asked = new AskedRows(rows, plan, model, task);
        // also where the task is killed, fails, or has all the rows it needs
        TaskCompletionListener end = ended -> asked.close();
        task.addTaskCompletionListener(end);
        return asked;
    }

    /** How many tasks run in this JVM at a time, as far as the configuration says so; else one per processor. */
    private static int taskSlots(TaskContext task) {
        SparkConf conf = SparkEnv.get().conf();
        int cores = JobConditions.localCores(conf.get("spark.master", ""))
                .orElseGet(() ->
                        conf.getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors()));
        return Math.max(1, cores / Math.max(1, task.cpus()));
    }

    /** Spark shows it in plans. */
    @Override
    public String toString() {
        return "rerank";
    }
}
