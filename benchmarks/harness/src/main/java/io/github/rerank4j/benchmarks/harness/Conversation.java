package io.github.rerank4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A child process's side of the talk: one answer per line, until the parent hangs up. */
interface Conversation {

    Message answer(Message question) throws Exception;

    /** Answers everything on standard input; whatever else wants to print goes to standard error. */
    static void serve(Conversation conversation) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(reply(conversation, Message.parse(line)).line());
            out.flush();
        }
        System.exit(0);
    }

    private static Message reply(Conversation conversation, Message question) {
        try {
            return conversation.answer(question);
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            return Message.of("failed").with("why", failure);
        }
    }
}
