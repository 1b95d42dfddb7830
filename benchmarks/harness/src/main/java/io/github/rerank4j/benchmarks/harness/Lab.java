package io.github.rerank4j.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of one goal: a server and a JVM for every client, all gone when it is closed. */
final class Lab implements AutoCloseable {

    private static final String EVALUATION = "io.github.rerank4j.benchmarks.evaluation.EvaluationRun";

    private static final String HEDGING = "io.github.rerank4j.benchmarks.resilience.HedgingRun";

    private final ClassPaths classPaths;
    private final Effort effort;
    private final Network network;
    private final List<String> clientFlags;
    private final List<Child> children = new ArrayList<>();
    private final Child server;

    Lab(ClassPaths classPaths, Effort effort, Network network) {
        this(classPaths, effort, network, List.of(), List.of());
    }

    /** With a server that can speak TLS, and workers that trust it. */
    Lab(ClassPaths classPaths, Effort effort, Network network, Certificate certificate) {
        this(classPaths, effort, network, certificate.serverFlags(), certificate.clientFlags());
    }

    private Lab(
            ClassPaths classPaths, Effort effort, Network network, List<String> serverFlags, List<String> clientFlags) {
        this.classPaths = classPaths;
        this.effort = effort;
        this.network = network;
        this.clientFlags = clientFlags;
        List<String> command =
                new ArrayList<>(java(javaHere(), "-Xms512m", classPaths.of("harness"), StubServer.class.getName()));
        command.addAll(1, serverFlags);
        this.server = child("server", network.server(command));
    }

    Effort effort() {
        return effort;
    }

    ClassPaths classPaths() {
        return classPaths;
    }

    Endpoint endpoint(EndpointSettings settings) {
        Message opened = server.ask(settings.message());
        return new Endpoint(server, settings.transport().scheme, opened.whole("port"));
    }

    /** A fresh JVM of this Java that can open the client. */
    Child worker(Peer peer) {
        return worker(peer, javaHere());
    }

    Child worker(Peer peer, Path java) {
        List<String> command =
                new ArrayList<>(java(java, "-Xms256m", classPaths.of(peer.module), Worker.class.getName()));
        command.addAll(1, flags());
        command.addAll(1, clientFlags);
        return child(peer.client, network.worker(command, server.pid()));
    }

    /** A fresh JVM that makes one call and prints a line. */
    Child firstScore(Peer peer, String url, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(javaHere().toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPaths.of(peer.module), FirstScore.class.getName(), peer.client, url));
        return child(peer.client + "-first", command);
    }

    /** A fresh JVM that evaluates three models, prints a line of figures, and ends. */
    Child evaluation(List<String> arguments) {
        List<String> command = new ArrayList<>(java(javaHere(), "-Xms256m", classPaths.of("evaluation"), EVALUATION));
        command.addAll(arguments);
        return child("evaluation", command);
    }

    /** A fresh JVM that asks a chain, prints a line when it is warm, and one of figures after it has read one. */
    Child hedging(List<String> arguments) {
        List<String> command = new ArrayList<>(java(javaHere(), "-Xms256m", classPaths.of("resilience"), HEDGING));
        command.addAll(arguments);
        return child("hedging", command);
    }

    static Path javaHere() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }

    private Child child(String name, List<String> command) {
        Child child = new Child(command, classPaths.target().resolve("logs").resolve(name + ".log"));
        children.add(child);
        return child;
    }

    private static List<String> flags() {
        String flags = System.getProperty("bench.jvm", "");
        return flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1));
    }

    private static List<String> java(Path java, String heap, String classPath, String main) {
        return List.of(java.toString(), heap, "-Xmx1g", "-cp", classPath, main);
    }
}
