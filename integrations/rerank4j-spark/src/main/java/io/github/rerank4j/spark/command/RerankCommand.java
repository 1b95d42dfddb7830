package io.github.rerank4j.spark.command;

import org.apache.spark.sql.SparkSession;

final class RerankCommand {
    private RerankCommand() {}

    static int run(String[] args) throws java.io.IOException {
        try (SparkSession spark = SparkSession.builder().appName("rerank4j").getOrCreate()) {
            System.out.println("rows "
                    + spark.read()
                            .json(args[0])
                            .repartition(4)
                            .mapPartitions(
                                    (org.apache.spark.api.java.function.MapPartitionsFunction<
                                                    org.apache.spark.sql.Row, String>)
                                            it -> java.util.List.of(io.github.rerank4j.service.RerankProviders.of(
                                                                    RerankCommand.class.getClassLoader())
                                                            .all()
                                                            .toString())
                                                    .iterator(),
                                    org.apache.spark.sql.Encoders.STRING())
                            .collectAsList());
        }
        return ExitStatus.OK;
    }
}
