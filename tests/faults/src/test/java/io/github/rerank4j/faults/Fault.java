package io.github.rerank4j.faults;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.testkit.RawReply;
import io.github.rerank4j.testkit.RawServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One thing that can go wrong, and what must come of it. Built by its own methods, which change it. */
final class Fault {
    /** What becomes of the connection. */
    enum Connection {
        KEPT,
        DROPPED,
        EITHER
    }

    private static final Duration USUAL = Duration.ofSeconds(10);

    private final String name;
    private final Function<Scene, RawReply> reply;

    private List<Subject> subjects = Subject.ALL;
    private List<Double> scores = Scene.SCORES;
    private List<Class<? extends Throwable>> failures = List.of();
    private boolean mayScore = true;
    private String phrase = "";
    private int requests = 1;
    private @Nullable Boolean repeated;
    private @Nullable Class<? extends Throwable> failureWithRetriesLeft;
    private Connection connection = Connection.EITHER;
    private boolean recovers = true;
    private int retries;
    private int padding;
    private Duration timeout = USUAL;
    private @Nullable Duration attemptTimeout;
    private Supplier<RawServer> server = RawServer::start;
    private UnaryOperator<String> address = UnaryOperator.identity();
    private boolean ownClient = true;
    private boolean http2;

    private Fault(String name, Function<Scene, RawReply> reply) {
        this.name = name;
        this.reply = reply;
    }

    /** A fault with a name that reads as a sentence. Unless said otherwise all models get the right scores. */
    static Fault of(String name, Function<Scene, RawReply> reply) {
        return new Fault(name, reply);
    }

    Fault on(List<Subject> models) {
        subjects = models;
        return this;
    }

    Fault on(Subject... models) {
        return on(List.of(models));
    }

    /** Scores other than those of {@link Scene#right}. */
    Fault scores(double... expected) {
        scores = Arrays.stream(expected).boxed().toList();
        return this;
    }

    /** It fails, and asking again cannot help. */
    Fault fails(Class<? extends Throwable> type) {
        failures = List.of(type);
        mayScore = false;
        repeated = false;
        return this;
    }

    /** It fails, and is asked again where retries are left. */
    Fault failsForNow(Class<? extends Throwable> type) {
        fails(type);
        repeated = true;
        return this;
    }

    /** It fails, repeated or not. */
    Fault failsAs(Class<? extends Throwable> type) {
        failures = List.of(type);
        mayScore = false;
        return this;
    }

    /** It fails in one of two ways, repeated or not. */
    Fault failsAs(Class<? extends Throwable> type, Class<? extends Throwable> other) {
        failures = List.of(type, other);
        mayScore = false;
        return this;
    }

    /** The right scores, or this. */
    Fault orFails(Class<? extends Throwable> type) {
        failures = List.of(type);
        return this;
    }

    /** With retries left it is not repeated either, but fails otherwise. */
    Fault withRetriesLeft(Class<? extends Throwable> type) {
        failureWithRetriesLeft = type;
        return this;
    }

    /** What the message says. */
    Fault saying(String words) {
        phrase = words;
        return this;
    }

    Fault requests(int number) {
        requests = number;
        return this;
    }

    Fault kept() {
        connection = Connection.KEPT;
        return this;
    }

    Fault dropped() {
        connection = Connection.DROPPED;
        return this;
    }

    /** The connection may be used again or not. */
    Fault either() {
        connection = Connection.EITHER;
        return this;
    }

    /** The server is no good for a second call, or has asked to be left alone for longer than one takes. */
    Fault forGood() {
        recovers = false;
        return this;
    }

    /** The deadline ends it, though one retry is left. */
    Fault endsAtDeadline(Duration deadline) {
        fails(TimeoutException.class);
        repeated = null;
        retries = 1;
        timeout = deadline;
        return dropped();
    }

    /** So many retries are left in both calls. */
    Fault retries(int number) {
        retries = number;
        return this;
    }

    Fault timeout(Duration deadline) {
        timeout = deadline;
        return this;
    }

    Fault attemptTimeout(Duration limit) {
        attemptTimeout = limit;
        return this;
    }

    /** Documents with so many further characters. */
    Fault bulky(int characters) {
        padding = characters;
        return this;
    }

    /** A server of another kind, which the model calls with the client that fits. */
    Fault over(Supplier<RawServer> kind) {
        server = kind;
        ownClient = false;
        return this;
    }

    Fault overHttp2() {
        http2 = true;
        return over(RawServer::startHttp2);
    }

    /** The model calls another address than that of the server. */
    Fault at(UnaryOperator<String> change) {
        address = change;
        return this;
    }

    String name() {
        return name;
    }

    List<Subject> subjects() {
        return subjects;
    }

    RawReply reply(Scene scene) {
        return reply.apply(scene);
    }

    List<Double> scores() {
        return scores;
    }

    List<Class<? extends Throwable>> failures() {
        return failures;
    }

    boolean mayScore() {
        return mayScore;
    }

    String phrase() {
        return phrase;
    }

    int requests() {
        return requests;
    }

    /** Null where either is right. */
    @Nullable
    Boolean repeated() {
        return repeated;
    }

    List<Class<? extends Throwable>> failuresWithRetriesLeft() {
        return failureWithRetriesLeft == null ? failures : List.of(failureWithRetriesLeft);
    }

    Connection connection() {
        return connection;
    }

    boolean recovers() {
        return recovers;
    }

    /** Retries in the first two calls. */
    int retries() {
        return showsAtOnceThatItIsNotRepeated() ? 1 : retries;
    }

    /** One call with a retry left shows both, the failure and that it is not repeated. */
    boolean showsAtOnceThatItIsNotRepeated() {
        return Boolean.FALSE.equals(repeated) && failureWithRetriesLeft == null;
    }

    int padding() {
        return padding;
    }

    Duration timeout() {
        return timeout;
    }

    @Nullable
    Duration attemptTimeout() {
        return attemptTimeout;
    }

    RawServer server() {
        return server.get();
    }

    String address(RawServer of) {
        return address.apply(of.url());
    }

    boolean ownClient() {
        return ownClient;
    }

    boolean isHttp2() {
        return http2;
    }
}
