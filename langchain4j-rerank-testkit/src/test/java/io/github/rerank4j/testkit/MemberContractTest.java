package io.github.rerank4j.testkit;

import io.github.rerank4j.Reranker;

/** The contract holds for the member by which it judges others, where that is not shared. */
class MemberContractTest extends RerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return ((ScriptedMember) member).another();
    }
}
