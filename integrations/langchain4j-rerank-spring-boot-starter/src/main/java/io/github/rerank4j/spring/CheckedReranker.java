package io.github.rerank4j.spring;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.MemberStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reranker whose health is checked: a model that is asked, or a chain, whose health is that of its members. */
final class CheckedReranker {

    private final Reranker reranker;

    CheckedReranker(Reranker reranker) {
        this.reranker = reranker;
    }

    /** Whether it asks others, and is not asked itself. */
    boolean isChain() {
        return !members().isEmpty();
    }

    /** The members of a chain. */
    List<RerankerTraits.Member> members() {
        return reranker.traits(null).members();
    }

    /**
     * Whether it has answered, or a member of it.
     *
     * @param failed who was asked and has not
     */
    boolean isUp(Set<Reranker> failed) {
        return isChain()
                ? members().stream().map(CheckedReranker::of).anyMatch(member -> member.isUp(failed))
                : !failed.contains(reranker);
    }

    /** What is shown of a chain beside the checks of its members: who is asked now and who rests. */
    Map<String, Object> details(boolean up) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reranker", reranker.toString());
        if (reranker instanceof FallbackScoringModel chain) {
            Map<String, String> members = new LinkedHashMap<>();
            chain.members().forEach(member -> members.put(member.name(), words(member)));
            details.put("members", members);
        }
        if (!up) {
            details.put("error", "no member has answered");
        }
        return details;
    }

    private static String words(MemberStatus member) {
        return member.restsUntil()
                .map(until -> "rests until " + until + ": " + member.reason().orElse(""))
                .orElse("is asked");
    }

    private static CheckedReranker of(RerankerTraits.Member member) {
        return new CheckedReranker(member.reranker());
    }
}
