package io.github.rerank4j.sparkfixtures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job on its way to Spark, as {@code spark-submit} sends it; the driver is the process that is started. */
public final class Submission {

    private final SparkHome home;
    private final Path jar;
    private final Map<String, String> conf = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String master = "local[2]";
    private String mainClass = "";
    private String memory = "512m";

    Submission(SparkHome home, Path jar) {
        this.home = home;
        this.jar = jar;
        conf("spark.ui.enabled", "false");
        conf("spark.driver.host", "127.0.0.1");
        conf("spark.driver.bindAddress", "127.0.0.1");
        conf("spark.sql.shuffle.partitions", "4");
        conf("spark.sql.warehouse.dir", home.folder().resolve("warehouse").toString());
    }

    /** Where it runs. Default: in the driver, with two threads. */
    public Submission master(String url) {
        this.master = url;
        return this;
    }

    /** The class that begins. Default: what the jar's manifest says. */
    public Submission mainClass(String name) {
        this.mainClass = name;
        return this;
    }

    /** A property of Spark's. */
    public Submission conf(String name, String value) {
        conf.put(name, value);
        return this;
    }

    /** A variable of the driver's environment. */
    public Submission variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The heap of the driver. Default 512m. */
    public Submission memory(String heap) {
        this.memory = heap;
        return this;
    }

    /** Starts it with these arguments. */
    public SparkProcess start(String... arguments) throws IOException {
        List<String> submit = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
        conf.forEach((name, value) -> submit.addAll(List.of("--conf", name + "=" + value)));
        if (!mainClass.isEmpty()) {
            submit.addAll(List.of("--class", mainClass));
        }
        submit.add(jar.toAbsolutePath().toString());
        submit.addAll(List.of(arguments));
        return home.start(memory, environment, submit);
    }

    /** Runs it to its end with these arguments. */
    public SparkProcess.Ended run(String... arguments) throws IOException, InterruptedException {
        SparkProcess started = start(arguments);
        try {
            return started.ended();
        } finally {
            started.kill();
        }
    }
}
