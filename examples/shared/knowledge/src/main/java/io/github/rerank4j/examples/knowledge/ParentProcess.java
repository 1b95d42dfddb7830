package io.github.rerank4j.examples.knowledge;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The process that started this one: Maven, which does not end what it has started when it is ended itself by its id. */
public final class ParentProcess {

    /** The system property with which a parent asks to be followed. */
    public static final String PROPERTY = "end.with.parent";

    private static final long EVERY_MILLIS = 500;

    private ParentProcess() {}

    /** Ends this process in an orderly way soon after its parent has ended, if {@value #PROPERTY} is true. */
    public static void follow() {
        Optional<ProcessHandle> parent = parent();
        if (Boolean.getBoolean(PROPERTY) && parent.isPresent()) {
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "parent-process");
                thread.setDaemon(true);
                return thread;
            });
            watch.scheduleWithFixedDelay(
                    () -> endIfOrphaned(parent.get()), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** An orphan has another parent, even while nobody has taken note of the old one's end. */
    private static void endIfOrphaned(ProcessHandle once) {
        if (!parent().equals(Optional.of(once))) {
            System.exit(1);
        }
    }

    private static Optional<ProcessHandle> parent() {
        return ProcessHandle.current().parent();
    }
}
