package io.github.rerank4j.examples.spring;

import io.github.rerank4j.examples.web.About;
import io.github.rerank4j.examples.web.Answered;
import io.github.rerank4j.examples.web.Desk;
import io.github.rerank4j.examples.web.Member;
import io.github.rerank4j.examples.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The desk over HTTP. */
@RestController
final class DeskController {

    private static final Logger LOG = LoggerFactory.getLogger(DeskController.class);

    private final Desk desk;

    DeskController(Desk desk) {
        this.desk = desk;
    }

    @GetMapping("/api/about")
    About about() {
        return desk.about();
    }

    @GetMapping("/api/answer")
    Answered answer(@RequestParam(required = false) @Nullable String question) {
        return desk.answer(question);
    }

    @GetMapping("/api/members")
    List<Member> members() {
        return desk.members().now();
    }

    /** Takes a member away, or brings it back. */
    @PostMapping("/api/members/{name}")
    List<Member> members(@PathVariable String name, @RequestParam boolean away) {
        return desk.members().away(name, away);
    }

    @ExceptionHandler
    ResponseEntity<Problem> problem(Exception failure) {
        Problem problem = isUnreadable(failure) ? Problem.ofUnreadableQuestion() : Problem.of(failure);
        if (problem.unexpected()) {
            LOG.error("a question was not answered", failure);
        }
        return ResponseEntity.status(problem.status()).body(problem);
    }

    /** Tomcat 11 refuses what is no UTF-8 by an exception of its own; Tomcat 10 hands over a replacement character. */
    private static boolean isUnreadable(Exception failure) {
        return failure.getClass().getSimpleName().equals("InvalidParameterException");
    }
}
