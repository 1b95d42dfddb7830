package io.github.rerank4j.tencent;

import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.WireBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Signing a body of 4 KB, beside the SHA-256 of it that no signer can do without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

    private static final long TIMESTAMP = 1_795_168_395L;

    private final byte[] body = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    private final Attempt attempt = new Attempt(
            URI.create("https://lkeap.intl.tencentcloudapi.com/"),
            "lkeap.intl.tencentcloudapi.com",
            "application/json",
            new WireBody(List.of(body)),
            Instant.ofEpochSecond(TIMESTAMP));
    private final TencentCredentials credentials =
            TencentCredentials.of("an-example-secret-id", "an-example-secret-key");
    private final Tc3Signer signer = new Tc3Signer("lkeap");
    private final MessageDigest sha256;

    /** Made by JMH. */
    public SigningBenchmark() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** All of it. */
    @Benchmark
    public String sign() {
        return signer.authorization(credentials, attempt, TIMESTAMP);
    }

    /** The hash alone. */
    @Benchmark
    public byte[] hashBody() {
        return sha256.digest(body);
    }
}
