package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingExceptionTest {

    private static final SettingNames NAMES =
            SettingNames.under("acme", List.of("proxy", "attemptTimeout", "timeout", "scores"));

    @Test
    void the_message_is_the_problem_and_the_remedy() {
        SettingException wrong = SettingException.of("{timeout} is %s, but must be longer", "raise {timeout}", "0 s");

        assertThat(wrong).isInstanceOf(IllegalArgumentException.class);
        assertThat(wrong.problem()).isEqualTo("timeout is 0 s, but must be longer");
        assertThat(wrong.remedy()).isEqualTo("raise timeout");
        assertThat(wrong).hasMessage("timeout is 0 s, but must be longer; raise timeout");
    }

    @Test
    void without_a_remedy_it_is_the_problem() {
        assertThat(SettingException.of("{timeout} is odd", "")).hasMessage("timeout is odd");
    }

    @Test
    void the_settings_concerned_are_named_once_those_of_the_problem_first() {
        SettingException wrong = SettingException.of(
                "{attemptTimeout} is above {timeout}", "lower it, raise {timeout}, or set {scores(RAW)}");

        assertThat(wrong.settings()).containsExactly("attemptTimeout", "timeout", "scores");
        assertThat(SettingException.of("it is dark", "").settings()).isEmpty();
    }

    @Test
    void names_are_replaced_where_a_setting_stands_and_nowhere_else() {
        SettingException wrong =
                SettingException.of("{proxy} is no proxy", "set {proxy} and not %s, see the timeout", "timeout");

        assertThat(wrong.message(NAMES))
                .isEqualTo("acme.proxy is no proxy; set acme.proxy and not timeout, see the timeout");
    }

    @Test
    void what_a_user_wrote_is_told_as_it_is() {
        SettingException wrong = SettingException.of("{proxy} is %s", "not %s", "${timeout} {scores} %s", "{proxy}");

        assertThat(wrong).hasMessage("proxy is ${timeout} {scores} %s; not {proxy}");
        assertThat(wrong.message(NAMES)).isEqualTo("acme.proxy is ${timeout} {scores} %s; not {proxy}");
        assertThat(wrong.settings()).containsExactly("proxy");
    }

    @Test
    void a_name_may_come_as_a_value_with_a_value_of_its_own() {
        SettingException wrong = SettingException.of("{%s} is odd", "set {%s}", "attemptTimeout", "scores(RAW)");

        assertThat(wrong).hasMessage("attemptTimeout is odd; set scores(RAW)");
        assertThat(wrong.message(NAMES)).isEqualTo("acme.attempt-timeout is odd; set acme.scores=raw");
    }

    @Test
    void a_fault_ends_where_its_remedy_begins() {
        SettingException wrong = SettingException.fault("proxy", "is odd; mend it; or not");

        assertThat(wrong.problem()).isEqualTo("proxy is odd");
        assertThat(wrong.remedy()).isEqualTo("mend it; or not");
        assertThat(SettingException.fault("proxy", "is odd")).hasMessage("proxy is odd");
    }

    @Test
    void it_travels_whole() throws Exception {
        SettingException wrong = SettingException.of("{proxy} is odd", "set {proxy}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(wrong);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SettingException arrived = (SettingException) in.readObject();

            assertThat(arrived.message(NAMES)).isEqualTo("acme.proxy is odd; set acme.proxy");
            assertThat(arrived.settings()).containsExactly("proxy");
        }
    }
}
