package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate for 127.0.0.1, and the flags of JVMs that show it or trust it. It ends with this JVM. */
final class Certificate {

    private static final String PASSWORD = "benchmark";

    private final Path store;

    private Certificate(Path store) {
        this.store = store;
    }

    /** Made by this JDK's {@code keytool}. */
    static Certificate create() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rerank4j-benchmarks");
        folder.toFile().deleteOnExit();
        Path store = folder.resolve("localhost.p12");
        store.toFile().deleteOnExit();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "localhost",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool made no certificate: status " + status);
        }
        return new Certificate(store);
    }

    List<String> serverFlags() {
        return List.of("-Djavax.net.ssl.keyStore=" + store, "-Djavax.net.ssl.keyStorePassword=" + PASSWORD);
    }

    /** A client needs to know nothing of them. */
    List<String> clientFlags() {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
}
