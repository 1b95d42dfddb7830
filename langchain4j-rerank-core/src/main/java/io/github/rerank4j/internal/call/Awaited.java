package io.github.rerank4j.internal.call;

/** What kind of thing a call waits for, which decides what the caller can do about it. */
public enum Awaited {

    /** A permit to send: others are in line before it. */
    PERMIT(""),

    /** A thread of the executor that the request names. */
    EXECUTOR("find out why the request's executor does not run tasks"),

    /** What the user's own code, or a service of credentials, gives. */
    CREDENTIALS("find out why the credentials provider or key supplier does not return"),

    /** What the user's own code gives. */
    HEADERS("find out why the supplier of customHeaders does not return"),

    /** The user's own code, which hears of attempts. */
    LISTENERS("find out which listener blocks"),

    /** The service, or the time at which it may be asked again. */
    SERVICE("raise timeout");

    private final String remedy;

    Awaited(String remedy) {
        this.remedy = remedy;
    }

    /** What to do about it; empty where that depends on who else waits. */
    public String remedy() {
        return remedy;
    }
}
