package io.github.rerank4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run's right to write to an output: a folder of its own inside, which the next run takes away. A checkpoint is written
 * there, and its files are then moved to the output one by one. So what a run has not published when the next one begins
 * can never be published, and what it has the next one finds. This holds where a file system moves a file or a folder in
 * one step; with an object store a file that is being moved at that moment may be there twice.
 */
final class RunClaim {

    static final String RUNS = "_rerank4j_runs";
    private static final int LISTINGS = 20;
    private static final String CLAIMED = "claimed";

    private final FileSystem files;
    private final Path output;
    private final Path runs;
    private final Path run;
    private int checkpoints;

    RunClaim(FileSystem files, Path output) {
        this.files = files;
        this.output = output;
        this.runs = new Path(output, RUNS);
        this.run = new Path(runs, UUID.randomUUID().toString());
    }

    /**
     * Makes this run the one that writes; what others have not published is gone. Two that begin at the same moment may take
     * each other away: where none is left it begins once more.
     *
     * @throws IllegalStateException if another has begun since
     */
    void take() throws IOException {
        try {
            takeOnce();
        } catch (IOException | IllegalStateException failure) {
            if (isHeld()) {
                throw failure;
            }
            if (anyIsHeld()) {
                throw lost(failure);
            }
            takeAgain();
        }
    }

    private void takeAgain() throws IOException {
        try {
            takeOnce();
        } catch (IOException failure) {
            if (anyIsHeld()) {
                throw lost(failure);
            }
            throw failure;
        }
    }

    private void takeOnce() throws IOException {
        files.create(new Path(run, CLAIMED), true).close();
        for (FileStatus other : all()) {
            if (!other.getPath().getName().equals(run.getName())) {
                require();
                takeAway(other.getPath());
            }
        }
        require();
    }

    /** A local folder whose entries move while it is listed says that one of them is missing. */
    private FileStatus[] all() throws IOException {
        for (int left = LISTINGS; ; left--) {
            try {
                return files.listStatus(runs);
            } catch (FileNotFoundException moved) {
                require();
                if (left == 0) {
                    throw moved;
                }
            }
        }
    }

    private boolean anyIsHeld() throws IOException {
        try {
            for (FileStatus any : files.listStatus(runs)) {
                if (files.exists(new Path(any.getPath(), CLAIMED))) {
                    return true;
                }
            }
        } catch (FileNotFoundException ended) {
            return false;
        }
        return false;
    }

    private void takeAway(Path other) throws IOException {
        // moved first, as a folder is not deleted in one step
        Path taken = new Path(run, other.getName());
        if (!moved(other, taken) && files.exists(other)) {
            require();
            throw notMoved(other);
        }
        files.delete(taken, true);
    }

    private boolean moved(Path from, Path to) throws IOException {
        try {
            return files.rename(from, to);
        } catch (FileNotFoundException gone) {
            return false;
        }
    }

    /**
     * Requires this run to be the one that writes.
     *
     * @throws IllegalStateException if another has begun
     */
    void require() throws IOException {
        if (!isHeld()) {
            throw lost();
        }
    }

    boolean isHeld() throws IOException {
        return files.exists(new Path(run, CLAIMED));
    }

    IllegalStateException lost() {
        return new IllegalStateException(
                "another run writes to the output " + output
                        + ", so this one has ended; let one run at a time write to a folder, and run it again for what is missing");
    }

    private IllegalStateException lost(Exception failure) {
        IllegalStateException lost = lost();
        lost.addSuppressed(failure);
        return lost;
    }

    /**
     * The failure, where it is no other run's doing.
     *
     * @throws IllegalStateException if another has begun, which takes files away under this one's hands
     */
    IOException lostOr(IOException failure) throws IOException {
        if (!isHeld()) {
            throw lost(failure);
        }
        return failure;
    }

    /** A file system says no more than that it has not. */
    static IOException notMoved(Path file) {
        return new IOException(file + " cannot be moved; let nothing else change the folder, and run the job again");
    }

    /** A folder, not there yet, to write the next checkpoint to. */
    Path nextCheckpoint() {
        return file("checkpoint-" + ++checkpoints);
    }

    /** A path of this run's own. */
    Path file(String name) {
        return new Path(run, name);
    }

    /** Moves what was written to the output. */
    void publish(Path checkpoint) throws IOException {
        require();
        try {
            for (FileStatus file : files.listStatus(checkpoint)) {
                String name = file.getPath().getName();
                if (isRead(name) && !files.rename(file.getPath(), new Path(output, name))) {
                    throw notMoved(file.getPath());
                }
            }
        } catch (IOException failure) {
            throw lostOr(failure);
        }
        files.delete(checkpoint, true);
    }

    /** Ends it. */
    void release() throws IOException {
        files.delete(run, true);
        if (files.exists(runs) && files.listStatus(runs).length == 0) {
            files.delete(runs, false);
        }
    }

    /** Whether Spark reads a file of this name. */
    static boolean isRead(String name) {
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
