package io.github.rerank4j.sparkfixtures;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** A master and workers, each a process; a worker has one core and room for one executor of 512 MB. */
public final class SparkCluster implements AutoCloseable {

    private static final String MEMORY = "256m";
    private static final String HOST = "127.0.0.1";
    private static final Pattern MASTER_IS_AT = Pattern.compile("Starting Spark master at (spark://[0-9.]+:[0-9]+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master (\\S+)");
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private final List<SparkProcess> workers = new ArrayList<>();
    private final SparkProcess master;
    private final String url;

    private SparkCluster(SparkProcess master, String url) {
        this.master = master;
        this.url = url;
    }

    /**
     * Starts one, and waits until the workers are there.
     *
     * @param environment what executors have in theirs
     */
    public static SparkCluster start(SparkHome home, int workers, Map<String, String> environment)
            throws IOException, InterruptedException {
        SparkProcess master = home.start(
                MEMORY,
                Map.of(),
                List.of("org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "0", "--webui-port", "0"));
        try {
            SparkCluster cluster = new SparkCluster(master, master.says(MASTER_IS_AT));
            cluster.addWorkers(home, workers, environment);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            master.kill();
            throw failed;
        }
    }

    private void addWorkers(SparkHome home, int number, Map<String, String> environment)
            throws IOException, InterruptedException {
        try {
            for (int i = 0; i < number; i++) {
                workers.add(home.start(
                        MEMORY,
                        environment,
                        List.of(
                                "org.apache.spark.deploy.worker.Worker",
                                "--host",
                                HOST,
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "1g",
                                "--work-dir",
                                Files.createDirectories(home.folder().resolve("work-" + i))
                                        .toString(),
                                url)));
            }
            for (SparkProcess worker : workers) {
                worker.says(REGISTERED);
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** The master's address, {@code spark://host:port}. */
    public String url() {
        return url;
    }

    /** The executors that live. */
    public List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.handle().descendants())
                .filter(each -> each.info().commandLine().orElse("").contains(EXECUTOR))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** Kills all of it, and returns when nothing is left. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(master.handle());
        for (SparkProcess worker : workers) {
            // a worker that is dead starts no executor
            ProcessHandle handle = worker.handle();
            List<ProcessHandle> executors = handle.descendants().toList();
            handle.destroyForcibly();
            all.add(handle);
            all.addAll(executors);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
