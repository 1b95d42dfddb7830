package io.github.rerank4j.tencent;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("looks at all threads of the JVM")
class CredentialsSearchTest {

    private static final String PROFILE = "[default]\nsecret_id = %s\nsecret_key = %s\n";
    private static final String ROLE_PATH = Machine.METADATA_PATH + "invented-role";

    private final ProxySelector usual = ProxySelector.getDefault();
    private final RecordingLogger warnings = new RecordingLogger();

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void set_up() {
        machine = new Machine(folder);
    }

    @AfterEach
    void close() {
        ProxySelector.setDefault(usual);
        machine.close();
    }

    @Test
    void the_environment_comes_first() {
        machine.hasKeysInEnvironment();
        machine.writesMachineProfile(PROFILE.formatted("machine-id", "machine-key"));
        machine.hasRole();

        Lease found = find();

        assertThat(found.credentials()).isEqualTo(TencentCredentials.of("environment-id", "environment-key"));
        assertThat(found.expiresAt()).isEqualTo(Instant.MAX);
        assertThat(machine.paths()).isEmpty();
    }

    @Test
    void space_around_a_variable_does_not_count() {
        machine.environment.put("TENCENTCLOUD_SECRET_ID", " environment-id\n");
        machine.environment.put("TENCENTCLOUD_SECRET_KEY", "environment-key ");

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("environment-id", "environment-key"));
    }

    @Test
    void the_profile_of_the_machine_comes_before_that_of_the_user() {
        machine.writesMachineProfile(PROFILE.formatted("machine-id", "machine-key"));
        machine.writesUserProfile(PROFILE.formatted("user-id", "user-key"));

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("machine-id", "machine-key"));
    }

    @Test
    void the_profile_of_the_user_comes_next() {
        machine.writesUserProfile(PROFILE.formatted("user-id", "user-key"));
        machine.hasRole();

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user-key"));
        assertThat(machine.paths()).isEmpty();
    }

    @Test
    void windows_has_the_profile_of_the_user_only() {
        machine.windows = true;
        machine.writesMachineProfile(PROFILE.formatted("machine-id", "machine-key"));
        machine.writesUserProfile(PROFILE.formatted("user-id", "user-key"));

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user-key"));
    }

    @Test
    void only_the_section_default_of_a_profile_counts() {
        machine.writesUserProfile("""
                ; keys of two accounts
                secret_id = outside
                [other]
                secret_id = other-id
                secret_key = other-key

                  [default]
                # invented
                secret_id=user-id
                  secret_key =   user=key
                not an entry
                [last]
                secret_id = last-id
                """);

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user=key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[default]\nsecret_id = user-id\n", "[other]\nsecret_id = a\nsecret_key = b\n"})
    void a_profile_without_a_key_pair_says_what_it_misses(String content) {
        Path file = machine.writesUserProfile(content);

        assertNothingFound().hasMessageContaining("profile: " + file + " has no secret_");
    }

    @Test
    void a_profile_that_cannot_be_read_says_so() throws IOException {
        Path folder = machine.writesUserProfile("");
        Files.delete(folder);
        Files.createDirectory(folder);

        assertNothingFound().hasMessageContaining("profile: " + folder + " cannot be read");
    }

    @Test
    void a_profile_with_a_broken_key_pair_does_not_show_it() {
        Path file = machine.writesUserProfile(PROFILE.formatted("user-id", "invented sécret"));

        assertNothingFound()
                .hasMessageContaining("profile: " + file + ": secretKey holds a space")
                .hasMessageNotContaining("invented");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_profile_that_an_editor_of_windows_wrote_is_read(String writing) throws IOException {
        String text = "\uFEFF" + PROFILE.formatted("user-id", "user-key").replace("\n", "\r\n");
        Files.write(machine.writesUserProfile(""), text.getBytes(Charset.forName(writing)));

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user-key"));
    }

    @Test
    void a_comment_that_cannot_be_decoded_does_no_harm() throws IOException {
        String text = "# 密钥\n" + PROFILE.formatted("user-id", "user-key");
        Files.write(machine.writesUserProfile(""), text.getBytes(Charset.forName("GBK")));

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user-key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[default]\nsecret_id: user-id\nsecret_key :user-key\n",
                "[ default ]\n\tsecret_id\t=\tuser-id\t\n  secret_key  =  user-key  \n",
                "[default]\rsecret_id=user-id\rsecret_key=user-key",
                "[default] ; mine\nsecret_id = user-id ; of Jo\nsecret_key = user-key # of Jo\n",
                "[default]\nsecret_id = \"user-id\"\nsecret_key = 'user-key'\n",
                "[default]\n;secret_id = old-id\n#secret_key = old-key\nsecret_id = user-id\nsecret_key = user-key\n",
                "[default]\nsecret_id = old-id\nsecret_id = user-id\n[other]\na = b\n[default]\nsecret_key = user-key\n"
            })
    void a_profile_is_read_as_the_parsers_of_the_sdk_read_it(String content) {
        machine.writesUserProfile(content);

        assertThat(find().credentials()).isEqualTo(TencentCredentials.of("user-id", "user-key"));
    }

    @Test
    void the_name_of_the_section_is_in_small_letters() {
        machine.writesUserProfile("[Default]\nsecret_id = user-id\nsecret_key = user-key\n");

        assertNothingFound().hasMessageContaining("has no secret_id in its section [default]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[default]\nsecret_id = invented-id\n",
                "[other]\nsecret_id = invented-id\nsecret_key = invented\n",
                "[default]\nsecret_id = invented-id\nsecret_key = invented sécret\n"
            })
    void another_identity_than_that_of_an_unusable_profile_is_told_of(String content) {
        Path file = machine.writesMachineProfile(content);
        machine.hasRole();

        assertThat(find().credentials().secretId()).isEqualTo("role-id-1");

        assertThat(warnings.lines())
                .singleElement()
                .asString()
                .contains("come from the source CVM role", file.toString(), "secret")
                .doesNotContain("invented-id", "invented sécret");
    }

    @Test
    void one_variable_of_two_is_told_of() {
        machine.hasKeysInEnvironment();
        machine.environment.remove("TENCENTCLOUD_SECRET_KEY");
        machine.hasRole();

        find();

        assertThat(warnings.lines()).singleElement().asString().contains("TENCENTCLOUD_SECRET_KEY is not set");
    }

    @Test
    void sources_that_are_not_there_are_passed_over_without_a_word() {
        machine.hasRole();

        find();

        assertThat(warnings.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socket"})
    void the_role_of_the_machine_is_not_asked_for_through_a_proxy(String scheme) {
        machine.hasRole();
        try (Machine behind = new Machine(folder.resolve("proxy"))) {
            ProxySelector.setDefault(new DefaultProxy(scheme, behind.server.url()));
            behind.hasRole();

            assertThat(find().credentials().secretId()).isEqualTo("role-id-1");
            assertThat(behind.paths()).isEmpty();
            assertThat(machine.paths()).containsExactly(Machine.METADATA_PATH, ROLE_PATH);
        }
    }

    @Test
    void a_service_account_is_exchanged_through_the_proxy_there_is() {
        machine.isServiceAccount("invented-web-token");
        try (ScriptedServer server = ScriptedServer.start()) {
            ProxySelector.setDefault(new DefaultProxy("http", server.url()));
            server.enqueue(ScriptedReply.json(machine.webIdentity(machine.inAnHour())));

            assertThat(find().credentials().secretId()).isEqualTo("account-id");
            assertThat(server.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void the_role_of_the_machine_comes_after_the_profiles() {
        machine.hasRole();
        machine.isServiceAccount("invented-web-token");

        Lease found = find();

        assertThat(found.credentials()).isEqualTo(TencentCredentials.of("role-id-1", "role-key", "role-token"));
        assertThat(found.expiresAt()).isEqualTo(machine.now().plus(Duration.ofHours(1)));
        assertThat(found.refreshAt()).isEqualTo(machine.now().plus(Duration.ofMinutes(55)));
        assertThat(machine.paths()).containsExactly(Machine.METADATA_PATH, ROLE_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261101", "true", "null", "1e5", "my-role"})
    void a_role_may_have_any_name(String name) {
        machine.server.enqueue(ScriptedReply.text(200, name));

        assertNothingFound();
        assertThat(machine.paths()).startsWith(Machine.METADATA_PATH, Machine.METADATA_PATH + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nroles", "<html>", "../up/and/away"})
    void a_role_name_that_is_none_is_not_asked_for(String name) {
        machine.server.enqueue(ScriptedReply.text(200, name));

        assertNothingFound().hasMessageContaining("CVM role: the metadata service names no role (HTTP 200)");
        assertThat(machine.paths()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Code\":\"Failure\",\"TmpSecretId\":\"invented\"}",
                "{\"Code\":\"Success\",\"TmpSecretId\":\"invented\"}",
                "{\"Code\":\"Success\",\"TmpSecretId\":\"invented\",\"TmpSecretKey\":\"invented\",\"Token\":null}",
                "{\"Code\":\"Success\",\"TmpSecretId\":\"invented\",\"TmpSecretKey\":\"invented\",\"Token\":\"invented\"}",
                "{\"Code\":\"Success\",\"TmpSecretId\":\"invented\",\"TmpSecretKey\":\"invented\",\"Token\":\"invented\",\"ExpiredTime\":\"soon\"}",
                "{\"Code\":\"Success\",\"TmpSecretId\":\"invented\",\"TmpSecretKey\":\"invented\",\"Token\":\"invented\",\"ExpiredTime\":1}",
                "invented"
            })
    void an_answer_without_usable_credentials_is_none_and_is_not_shown(String answer) {
        machine.server.enqueue(ScriptedReply.text(200, "role"), ScriptedReply.text(200, answer));

        assertNothingFound().hasMessageContaining("CVM role: ").hasMessageNotContaining("invented");
    }

    @Test
    void a_metadata_service_that_resets_is_passed_over() {
        machine.server.enqueue(ScriptedReply.resetBeforeResponse());
        machine.isServiceAccount("invented-web-token");
        machine.server.enqueue(ScriptedReply.json(machine.webIdentity(machine.inAnHour())));

        assertThat(find().credentials().secretId()).isEqualTo("account-id");
    }

    @Test
    void a_metadata_service_that_never_answers_is_given_up() {
        machine.limit = Duration.ofMillis(300);
        machine.server.enqueue(ScriptedReply.neverRespond());

        assertNothingFound().hasMessageContaining("CVM role: no response in time");

        // on a busy machine time may be up before the request is out
        await().untilAsserted(() -> assertThat(machine.server.abortedCount()).isEqualTo(machine.server.requestCount()));
    }

    @Test
    void the_service_account_comes_last_and_its_token_is_exchanged() {
        machine.isServiceAccount("invented-web-token\n");
        machine.server.enqueue(
                ScriptedReply.text(404, "no role"), ScriptedReply.json(machine.webIdentity(machine.inAnHour())));

        Lease found = find();

        assertThat(found.credentials()).isEqualTo(TencentCredentials.of("account-id", "account-key", "account-token"));
        assertThat(found.refreshAt()).isEqualTo(machine.now().plus(Duration.ofMinutes(50)));
        ReceivedRequest request = machine.server.requests().get(1);
        assertThat(request.path()).isEqualTo("/sts");
        assertThat(request.header("Authorization")).isEqualTo("SKIP");
        assertThat(request.header("User-Agent")).startsWith("rerank4j/");
        assertThat(request.header("X-TC-Action")).isEqualTo("AssumeRoleWithWebIdentity");
        assertThat(request.header("X-TC-Version")).isEqualTo("2018-08-13");
        assertThat(request.header("X-TC-Region")).isEqualTo("ap-guangzhou");
        assertThat(request.header("X-TC-Timestamp")).isEqualTo("1795168395");
        assertThat(request.text())
                .isEqualTo("{\"ProviderId\":\"cls-invented\",\"WebIdentityToken\":\"invented-web-token\","
                        + "\"RoleArn\":\"qcs::cam::uin/1:roleName/invented\",\"RoleSessionName\":"
                        + "\"rerank4j-1795168395\",\"DurationSeconds\":7200}");
    }

    @Test
    void the_token_of_the_service_account_is_read_each_time() {
        CredentialsSearch search = CredentialsSearch.around(machine.surroundings());
        ScriptedReply noRole = ScriptedReply.text(404, "no role");
        ScriptedReply credentials = ScriptedReply.json(machine.webIdentity(machine.inAnHour()));
        machine.server.enqueue(noRole, credentials, noRole, credentials);

        machine.isServiceAccount("first-token");
        search.find().join();
        machine.isServiceAccount("second-token");
        search.find().join();

        assertThat(machine.server.requests().get(1).text()).contains("first-token");
        assertThat(machine.server.requests().get(3).text()).contains("second-token");
    }

    @Test
    void a_refused_service_account_is_told_by_its_code_alone() {
        machine.isServiceAccount("invented-web-token");
        machine.server.enqueue(
                ScriptedReply.text(404, "no role"),
                ScriptedReply.json("{\"Response\":{\"Error\":{\"Code\":\"InvalidParameter.WebIdentityTokenError\","
                        + "\"Message\":\"bad invented-web-token\"},\"RequestId\":\"r-7\"}}"));

        assertNothingFound()
                .hasMessageContaining("AssumeRoleWithWebIdentity was refused: HTTP 200"
                        + " InvalidParameter.WebIdentityTokenError (request r-7)")
                .hasMessageNotContaining("invented-web-token");
    }

    @Test
    void a_service_account_without_its_token_says_so() throws IOException {
        machine.isServiceAccount(" \n");

        assertNothingFound().hasMessageContaining("the file named by TKE_WEB_IDENTITY_TOKEN_FILE is empty");

        machine.environment.put("TKE_WEB_IDENTITY_TOKEN_FILE", "/no/such/file");
        assertNothingFound().hasMessageContaining("the file named by TKE_WEB_IDENTITY_TOKEN_FILE cannot be read");
    }

    @Test
    void nothing_found_says_what_was_tried_and_what_to_do() {
        machine.environment.put("TENCENTCLOUD_SECRET_ID", "environment-id");

        assertNothingFound()
                .hasMessageContaining("environment: TENCENTCLOUD_SECRET_KEY is not set; profile: there is no file ")
                .hasMessageContaining("; CVM role: the metadata service names no role (HTTP 404)")
                .hasMessageContaining("; TKE service account: TKE_REGION is not set); set TENCENTCLOUD_SECRET_ID and")
                .hasMessageContaining("~/.tencentcloud/credentials");
    }

    @Test
    void fifty_callers_cost_one_search() {
        machine.hasRole();
        DefaultChain chain = DefaultChain.of(machine.surroundings());

        List<CompletableFuture<TencentCredentials>> asked = IntStream.range(0, 50)
                .parallel()
                .mapToObj(caller ->
                        CompletableFuture.supplyAsync(chain::credentials).thenCompose(found -> found))
                .toList();

        assertThat(asked)
                .allSatisfy(credentials -> assertThat(
                                credentials.get(30, TimeUnit.SECONDS).secretId())
                        .isEqualTo("role-id-1"));
        assertThat(machine.paths()).containsExactly(Machine.METADATA_PATH, ROLE_PATH);
    }

    @Test
    void a_role_is_renewed_before_it_expires() throws Exception {
        machine.hasRole();
        DefaultChain chain = DefaultChain.of(machine.surroundings());
        ask(chain);
        machine.clock.advance(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(ask(chain)).isEqualTo("role-id-1");

        machine.clock.advance(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(ask(chain)).isEqualTo("role-id-2"));
        assertThat(machine.count(ROLE_PATH)).isEqualTo(2);
    }

    @Test
    void asking_does_not_wait_for_the_network() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        machine.server.enqueue(ScriptedReply.text(404, "no role").heldUntil(release));
        DefaultChain chain = DefaultChain.of(machine.surroundings());

        CompletableFuture<TencentCredentials> waiting = chain.credentials().toCompletableFuture();

        assertThat(waiting).isNotDone();
        release.complete(null);
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(AuthenticationException.class);
    }

    @Test
    void no_thread_stays_behind() {
        machine.hasRole();
        find();
        machine.environment.clear();
        machine.server.respondWith(request -> ScriptedReply.text(404, "no role"));
        assertNothingFound();

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rerank4j-tencent-credentials"));
    }

    @Test
    void a_machine_out_of_threads_fails_the_search() {
        CredentialsSearch search = new CredentialsSearch(
                List.of(),
                machine.clock,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                warnings);

        assertThat(search.find()).isCompletedExceptionally();
    }

    @Test
    void a_source_that_breaks_is_passed_over() {
        CredentialsSource broken = source("broken", () -> {
            throw new IllegalStateException("out of order");
        });
        CredentialsSource expired =
                source("expired", () -> completedFuture(new Lease(Examples.PUBLISHED, Instant.MIN, machine.now())));
        CredentialsSource good = source("good", () -> completedFuture(Lease.permanent("good-id", "key-example")));

        Lease found = new CredentialsSearch(List.of(broken, expired, good), machine.clock, Runnable::run, warnings)
                .find()
                .join();

        assertThat(found.credentials().secretId()).isEqualTo("good-id");
    }

    @Test
    void the_real_surroundings_are_those_of_this_machine() {
        Surroundings real = Surroundings.real();

        assertThat(real.home()).isEqualTo(Path.of(System.getProperty("user.home")));
        assertThat(real.root()).isEqualTo(Path.of("/"));
        assertThat(real.metadata())
                .hasToString("http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/");
        assertThat(real.sts()).hasToString("https://sts.tencentcloudapi.com/");
        assertThat(real.metadataLimit().plus(real.stsLimit())).isLessThan(Duration.ofSeconds(10));
        assertThat(TencentCredentialsProvider.defaultChain()).isInstanceOf(DefaultChain.class);
    }

    private Lease find() {
        return CredentialsSearch.around(machine.surroundings(), warnings).find().join();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertNothingFound() {
        return assertThatThrownBy(this::find)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(AuthenticationException.class)
                .hasMessageStartingWith("no Tencent Cloud credentials were found (tried environment: ");
    }

    private static String ask(DefaultChain chain) throws Exception {
        return chain.credentials()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .secretId();
    }

    private static CredentialsSource source(String name, Supplier<CompletableFuture<Lease>> credentials) {
        return new CredentialsSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletableFuture<Lease> find() {
                return credentials.get();
            }
        };
    }
}
