package io.github.rerank4j;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.settings.SettingException;
import java.util.List;
import java.util.Optional;

/**
 * The check of a threshold below which documents are dropped, for integrations. It has a meaning for scores from 0 to 1;
 * among logits, or scores of a range that nobody knows, 0.5 drops everything or nothing.
 */
public final class ScoreThreshold {

    private ScoreThreshold() {}

    /**
     * Refuses a threshold that has no meaning for the model's scores. A model that is not one of this project's has an
     * unknown range. The threshold of a chain is that of its first member, so each other member has to have one of its
     * own, or to say that it has none.
     *
     * @param setting what the threshold is called where the user set it
     * @param waiver what the user sets to use a threshold on raw scores all the same, with its value
     * @param waived whether that is set
     * @throws SettingException if the threshold is not a finite number, not from 0 to 1 where scores are, if the scores
     *     have another range and that is not waived, or if another member of a chain would get it too
     */
    public static void check(ScoringModel model, double minScore, String setting, String waiver, boolean waived) {
        if (!Double.isFinite(minScore)) {
            throw SettingException.of("{%s} is %s, but must be a finite number", "", setting, minScore);
        }
        List<RerankerTraits.Member> members =
                model instanceof Reranker chain ? chain.traits(null).members() : List.of();
        if (members.isEmpty()) {
            checkScale(model, minScore, setting, waiver, waived);
            return;
        }
        check(members.get(0).reranker(), minScore, setting, waiver, waived);
        withoutOwn(members).ifPresent(member -> {
            throw SettingException.of(
                    "{%s} is %s, a threshold for the scores of member %s, but member %s would get it too",
                    "give each member but the first minScore(...) or withoutThreshold()",
                    setting,
                    minScore,
                    members.get(0).name(),
                    member.name());
        });
    }

    /**
     * Refuses a threshold above 0 and up to 1 of a chain's member whose scores are logits, for integrations: who writes
     * that as a property means a probability. Others are thresholds on raw scores. That of a member in a member is left
     * to that one.
     *
     * @throws SettingException that names {@code minScore} and the member
     */
    public static void checkMembers(Reranker chain) {
        for (RerankerTraits.Member member : chain.traits(null).members()) {
            double minScore = member.minScore().orElse(Double.NEGATIVE_INFINITY);
            if (minScore > 0 && minScore <= 1 && member.reranker().traits(null).scale() == ScoreScale.LOGIT) {
                throw SettingException.of(
                        "{minScore} of member %s is %s, but its scores are logits: any number, so it could drop"
                                + " everything or nothing",
                        "set scores=probability for %s, and choose a threshold from 0 to 1",
                        member.name(),
                        minScore,
                        member.name());
            }
        }
    }

    /**
     * The first member of a chain, beside the one whose threshold it is, that would get a threshold set for the chain
     * because it has none of its own; empty for none, and for a model.
     */
    public static Optional<RerankerTraits.Member> memberWithoutOwn(Reranker chain) {
        return withoutOwn(chain.traits(null).members());
    }

    private static Optional<RerankerTraits.Member> withoutOwn(List<RerankerTraits.Member> members) {
        return members.stream().skip(1).filter(member -> !hasOwn(member)).findFirst();
    }

    private static boolean hasOwn(RerankerTraits.Member member) {
        List<RerankerTraits.Member> inner = member.reranker().traits(null).members();
        return member.minScore().isPresent()
                || (!inner.isEmpty() && inner.stream().allMatch(ScoreThreshold::hasOwn));
    }

    private static void checkScale(ScoringModel model, double minScore, String setting, String waiver, boolean waived) {
        ScoreScale scale = model instanceof Reranker ours ? ours.traits(null).scale() : ScoreScale.UNKNOWN;
        if (scale == ScoreScale.PROBABILITY && (minScore < 0 || minScore > 1)) {
            throw SettingException.of(
                    "{%s} is %s, but the scores of %s are from 0 to 1", "", setting, minScore, named(model));
        }
        if (scale != ScoreScale.PROBABILITY && !waived) {
            throw SettingException.of(
                    "{%s} is %s, but the scores of %s are %s, so it could drop everything or nothing",
                    remedy(scale) + "{%s} if a threshold on raw scores is meant",
                    setting,
                    minScore,
                    named(model),
                    scale == ScoreScale.LOGIT ? "logits: any number" : "of an unknown range",
                    waiver);
        }
    }

    private static String remedy(ScoreScale scale) {
        return scale == ScoreScale.LOGIT ? "let the model hand over probabilities (scores), or set " : "set ";
    }

    /** What messages call a model: its own description if it is one of this project's, else its class. */
    public static String named(ScoringModel model) {
        return model instanceof Reranker ? model.toString() : model.getClass().getName();
    }
}
