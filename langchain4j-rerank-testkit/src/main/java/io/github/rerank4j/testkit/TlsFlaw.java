package io.github.rerank4j.testkit;

/** What is wrong with the certificate of a {@link RawServer}. */
public enum TlsFlaw {
    /** Nothing: it is for this machine, of today, and {@link RawServer#client} trusts its issuer. */
    NONE,
    /** It ran out yesterday. */
    EXPIRED,
    /** It is for another host. */
    WRONG_HOST,
    /** Nobody trusts its issuer, {@link RawServer#client} included. */
    UNTRUSTED
}
