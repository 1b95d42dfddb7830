package io.github.rerank4j.local;

/** A refusal, thrown by a check and turned into the service's response. */
final class ServiceRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;

    ServiceRefusal(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    /** Refuses a bad request for that reason, unless it is right. */
    static void unless(boolean right, String reason) {
        if (!right) {
            throw new ServiceRefusal("400", reason);
        }
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
