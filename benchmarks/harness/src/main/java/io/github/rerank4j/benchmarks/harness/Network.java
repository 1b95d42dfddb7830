package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The loopback interface that server and workers meet on: the machine's, or one of its own with a network's MTU. */
enum Network {
    LOOPBACK {
        @Override
        List<String> server(List<String> java) {
            return java;
        }

        @Override
        List<String> worker(List<String> java, long server) {
            return java;
        }
    },
    MTU_1500 {
        @Override
        List<String> server(List<String> java) {
            return joined(List.of("unshare", "-n", "sh", "-c", SET_UP + " && exec \"$@\"", "sh"), java);
        }

        @Override
        List<String> worker(List<String> java, long server) {
            return joined(List.of("nsenter", "--net=/proc/" + server + "/ns/net"), java);
        }
    };

    private static final String SET_UP = "ip link set lo mtu 1500 up";

    abstract List<String> server(List<String> java);

    abstract List<String> worker(List<String> java, long server);

    /** Whether this machine and this user can have a network namespace. */
    static boolean canBeOwn() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-n", "sh", "-c", SET_UP + " && nsenter --version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
