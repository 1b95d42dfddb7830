package io.github.rerank4j.spark.command;

/** Begins the command; knows no class of Spark, so that a start without Spark ends with a sentence. */
public final class Main {

    private static final String OF_SPARK = "org/apache/spark/";

    private Main() {}

    /** Runs the command and ends the process with its status, whatever threads there still are. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            return SparkCommand.run(System.out, System.err, System::getenv, args);
        } catch (NoClassDefFoundError absent) {
            if (String.valueOf(absent.getMessage()).startsWith(OF_SPARK)) {
                System.err.println("rerank4j-spark: there is no Spark here; start the jar with spark-submit");
                return ExitStatus.WRONG_USE;
            }
            throw absent;
        }
    }
}
