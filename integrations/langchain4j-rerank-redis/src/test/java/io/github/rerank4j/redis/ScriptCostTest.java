package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A call of the script does so much and no more, however many lanes there are: other users of a Redis wait for it. */
class ScriptCostTest extends RealRedisCase {

    private static final long BEGINNING = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;
    private static final int MANY = 3_000;
    private static final Pattern CALLS = Pattern.compile("cmdstat_(?!eval)[a-z|]+:calls=(\\d+)");

    private final RedisProcess redis = redis();
    private final RedisClient client = client(redis.uri());
    private final RedisCommands<String, String> commands = client.connect().sync();
    private final Limit limit = Limit.perMinute(2 * MANY, 100L * MANY);
    private final Keys keys = new Keys("account", limit);

    @Test
    void who_waits_for_half_of_the_tokens_of_thousands_costs_few_commands() {
        takeMany();

        List<Object> answer = measured(62 * SECOND + SECOND, "ask", "large", String.valueOf(50L * MANY));

        assertThat(answer.get(5)).isEqualTo(0L);
        assertThat(Long.parseLong(answer.get(7).toString())).as("least wait").isBetween(1L, 60 * SECOND);
    }

    @Test
    void lanes_that_are_free_all_at_once_cost_few_commands() {
        takeMany();

        List<Object> answer = measured(200 * SECOND, "ask", "large", String.valueOf(50L * MANY));

        assertThat(answer.get(5)).isEqualTo(1L);
        assertThat(answer.get(1)).isEqualTo("1");
    }

    @Test
    void lanes_of_which_some_are_free_are_freed_with_the_next_calls() {
        takeMany();
        call(100 * SECOND, "ask", "later", "1");

        long taken = MANY;
        for (int i = 0; taken > 1; i++) {
            assertThat(i).isLessThan(40);
            taken = Long.parseLong(
                    measured(122 * SECOND + SECOND / 2 + i).get(1).toString());
        }
    }

    private void takeMany() {
        call(0);
        for (int i = 0; i < MANY; i += 100) {
            List<String> words = new ArrayList<>();
            for (int k = i; k < i + 100; k++) {
                words.addAll(List.of("ask", "p" + k, "100"));
            }
            call(62 * SECOND, words.toArray(String[]::new));
            words.clear();
            for (int k = i; k < i + 100; k++) {
                words.addAll(List.of("cool", "p" + k, "0", "1", "100"));
            }
            call(62 * SECOND, words.toArray(String[]::new));
        }
    }

    private List<Object> measured(long at, String... operations) {
        commands.configResetstat();
        List<Object> answer = call(at, operations);
        long all = CALLS.matcher(commands.info("commandstats"))
                .results()
                .map(MatchResult::group)
                .mapToLong(found -> Long.parseLong(found.substring(found.lastIndexOf('=') + 1)))
                .sum();
        assertThat(all).isLessThan(1_000);
        return answer;
    }

    private List<Object> call(long at, String... operations) {
        List<String> words = new ArrayList<>(List.of(
                String.valueOf(BEGINNING + at),
                "jvm",
                String.valueOf((long) limit.lanes()),
                String.valueOf(limit.periodMicros()),
                String.valueOf(limit.tokens()),
                keys.channels(),
                "",
                "0",
                "0",
                "0"));
        words.addAll(List.of(operations));
        return commands.eval(Script.LIMIT.text(), ScriptOutputType.MULTI, keys.all(), words.toArray(String[]::new));
    }
}
