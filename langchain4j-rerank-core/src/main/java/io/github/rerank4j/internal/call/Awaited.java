package io.github.rerank4j.internal.call;

/** What kind of thing a call waits for, which decides what the caller can do about it. */
public enum Awaited {

    /** A permit to send: others are in line before it. */
    PERMIT(""),

    /** A thread of the executor that the request names. */
    EXECUTOR("see why that executor does not run what it is given"),

    /** What the user's own code, or a service of credentials, gives. */
    CREDENTIALS("see why what supplies them does not return"),

    /** What the user's own code gives. */
    HEADERS("see why that supplier does not return"),

    /** The user's own code, which hears of attempts. */
    LISTENERS("see why a listener does not return"),

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
