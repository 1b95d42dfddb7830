package io.github.rerank4j.spark.command;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import java.util.HashMap;
import java.util.Map;

/** What the library calls its settings, in the words of this command. */
final class OptionNames {

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("model", "--model"),
            Map.entry("provider", "the PROVIDER of --model"),
            Map.entry("modelName", "the MODEL of --model"),
            Map.entry("baseUrl", "the URL of --model"),
            Map.entry("query", "--query"),
            Map.entry("document", "--document"),
            Map.entry("requestsInFlight", "--requests-in-flight"),
            Map.entry("failuresInARow", "--failures-in-a-row"),
            Map.entry("checkpointEvery", "--checkpoint-every"),
            Map.entry("limiter", "--limit-per-second or a --limit-..-per-minute"),
            Map.entry("perSecond", "--limit-per-second"),
            Map.entry("requestsPerMinute", "--limit-requests-per-minute"),
            Map.entry("tokensPerMinute", "--limit-tokens-per-minute"),
            Map.entry("executors", "--limit-executors"),
            Map.entry("redis", "--limit-redis"),
            Map.entry("key", "--limit-key"));

    /** So the names of Spark's own settings begin, which are given to spark-submit as they are. */
    private static final String OF_SPARK = "spark.";

    private OptionNames() {}

    /** The message; a setting that has no option has the name by which a model's file calls it. */
    static String words(SettingException wrong) {
        Map<String, String> names = new HashMap<>(OPTIONS);
        wrong.settings().forEach(setting -> names.putIfAbsent(setting, inFile(setting)));
        return wrong.message(SettingNames.of(names));
    }

    private static String inFile(String setting) {
        if (setting.startsWith(OF_SPARK)) {
            return setting;
        }
        int entry = setting.indexOf('.');
        return entry < 0
                ? SettingNames.dashed(setting)
                : SettingNames.dashed(setting.substring(0, entry)) + setting.substring(entry);
    }
}
