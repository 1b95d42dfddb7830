package io.github.rerank4j.spark;

import io.github.rerank4j.settings.SettingException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** What has to hold of a Spark application before it asks. */
final class JobConditions {

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*(?:,\\s*\\d+\\s*)?])?");
    private static final String REDACTION = "(?i)secret|password|token|access[.]?key";

    private final SparkConf conf;

    JobConditions(SparkConf conf) {
        this.conf = conf;
    }

    /** How many tasks a JVM that is driver and executor in one runs at a time; empty for a cluster. */
    static Optional<Integer> localCores(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return Optional.empty();
        }
        String cores = local.group(1);
        return Optional.of(
                cores == null
                        ? 1
                        : cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores));
    }

    /**
     * Refuses a stream.
     *
     * @throws IllegalArgumentException if the rows are one
     */
    static void requireBatch(Dataset<Row> pairs) {
        if (pairs.isStreaming()) {
            throw new IllegalArgumentException("the pairs are a stream, which is never sorted to the end; apply the"
                    + " transform to each of its batches, in foreachBatch");
        }
    }

    /**
     * Refuses what would ask twice.
     *
     * @throws SettingException if tasks are run twice for the sake of speed
     */
    void requireNoSpeculation() {
        if (conf.getBoolean("spark.speculation", false)) {
            throw SettingException.of(
                    "{spark.speculation} is on: it runs slow tasks twice, and each request would be paid twice",
                    "set {spark.speculation}=false");
        }
    }

    /**
     * Refuses to show a key in Spark's UI and event log, which list the configuration.
     *
     * @param variables of the environment that hold keys
     * @throws SettingException if one is set by the configuration under a name that Spark does not redact
     */
    void requireHidden(Set<String> variables) {
        Pattern redaction = Pattern.compile(conf.get("spark.redaction.regex", REDACTION));
        for (Tuple2<String, String> entry : conf.getAll()) {
            String name = entry._1();
            String last = name.substring(name.lastIndexOf('.') + 1);
            if (variables.contains(last) && !redaction.matcher(name).find()) {
                throw SettingException.of(
                        "{%s} would be shown in Spark's UI and event log",
                        "set %s where executors start, or let {spark.redaction.regex} match it", name, last);
            }
        }
    }

    /**
     * The limit as one executor keeps it.
     *
     * @throws SettingException if nobody knows how many share it, or if there is none and one is needed
     */
    @Nullable
    AccountLimit shared(@Nullable AccountLimit limit, boolean limited, String provider) {
        OptionalInt executors = executors();
        if (limit == null) {
            if (limited && executors.orElse(2) > 1) {
                throw SettingException.of(
                        "the provider \"%s\" has a limit for the whole account, and %s would each use all of it",
                        "set {limiter(...)} to that limit, without {requestsPerSecond} in the settings of the model",
                        provider,
                        many(executors));
            }
            return null;
        }
        if (limit.knowsExecutors() || (limit.isOnRedis() && executors.isEmpty())) {
            return limit;
        }
        return limit.executors(executors.orElseThrow(() -> SettingException.of(
                "nobody knows how many executors share the account's limit",
                "set {spark.executor.instances}, with dynamic allocation"
                        + " {spark.dynamicAllocation.maxExecutors}, or say it with {executors(...)}")));
    }

    private static String many(OptionalInt executors) {
        return executors.isPresent() ? executors.getAsInt() + " executors" : "an unknown number of executors";
    }

    /** The most executors that the application has at a time; empty where nothing says so. */
    private OptionalInt executors() {
        String master = conf.get("spark.master", "");
        if (localCores(master).isPresent()) {
            return OptionalInt.of(1);
        }
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            return number("spark.dynamicAllocation.maxExecutors");
        }
        return master.startsWith("spark://") ? ofCores() : number("spark.executor.instances");
    }

    /** A standalone cluster counts cores, not executors: it gives as many as fit those that the application may have. */
    private OptionalInt ofCores() {
        OptionalInt cores = number("spark.cores.max");
        OptionalInt each = number("spark.executor.cores");
        return cores.isPresent() && each.isPresent()
                ? OptionalInt.of(Math.max(1, cores.getAsInt() / Math.max(1, each.getAsInt())))
                : OptionalInt.empty();
    }

    private OptionalInt number(String name) {
        int value = conf.getInt(name, Integer.MAX_VALUE);
        return value == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
