package io.github.rerank4j;

/** That a reranker of a stranger was closed, which is not what the stranger itself may mean by its type. */
final class ClosedReranker extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ClosedReranker() {
        super("this reranker is closed; build a new one");
    }
}
