package io.github.rerank4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Sorted rows as groups, of which none is larger than a call may be; reads no further than one row ahead. */
final class PairGroups implements Iterator<PairGroup> {

    /** Enough for full requests of every service, as a call is packed into the fewest; a bound for memory. */
    static final int MOST_DOCUMENTS = 240;

    /** Of a model that judges the documents of a question together. */
    static final int MOST_TOGETHER = 1_000;

    private static final int MOST_CHARACTERS = 1_000_000;

    /** With other columns, which are held until the rows have their scores. */
    private static final long MOST_SIZE = 4_000_000;

    /** With this the error of a pair begins that nobody can score. */
    static final String INVALID = "InvalidPair: ";

    private final Iterator<Row> rows;
    private final RowLayout layout;
    private final boolean together;
    private @Nullable Row ahead;
    private @Nullable Object refused;
    /** With which the group before ended. */
    private @Nullable String keyBefore;

    /**
     * Groups of rows.
     *
     * @param together whether a question must not be divided
     */
    PairGroups(Iterator<Row> rows, RowLayout layout, boolean together) {
        this.rows = rows;
        this.layout = layout;
        this.together = together;
    }

    @Override
    public boolean hasNext() {
        return ahead != null || rows.hasNext();
    }

    /** Whether the next row is of the pair with which the group before ended. */
    boolean continuesPair() {
        Row row = following();
        return row != null && keyBefore != null && keyBefore.equals(layout.key(row));
    }

    @Override
    public PairGroup next() {
        Row first = following();
        if (first == null) {
            throw new NoSuchElementException();
        }
        Collected collected = new Collected(first, keyBefore);
        collected.add(first);
        ahead = null;
        for (Row row = following(); row != null && sameQuestion(first, row); row = following()) {
            if (collected.isFull()) {
                return together ? refusing(first, collected) : ended(collected, null);
            }
            collected.add(row);
            ahead = null;
        }
        return ended(collected, isRefused(first) ? tooMany() : null);
    }

    private PairGroup ended(Collected collected, @Nullable String error) {
        keyBefore = collected.lastKey;
        return collected.group(error);
    }

    private @Nullable Row following() {
        if (ahead == null && rows.hasNext()) {
            ahead = rows.next();
        }
        return ahead;
    }

    private boolean sameQuestion(Row one, Row other) {
        return Objects.equals(one.get(layout.queryId()), other.get(layout.queryId()))
                && Objects.equals(one.get(layout.query()), other.get(layout.query()));
    }

    /** More of the question follows: none of it is asked, as each score would lack what the rest does to it. */
    private PairGroup refusing(Row first, Collected collected) {
        refused = questionOf(first);
        return ended(collected, tooMany());
    }

    private boolean isRefused(Row row) {
        return refused != null && refused.equals(questionOf(row));
    }

    private List<@Nullable Object> questionOf(Row row) {
        List<@Nullable Object> question = new ArrayList<>();
        question.add(row.get(layout.queryId()));
        question.add(row.get(layout.query()));
        return question;
    }

    private static String tooMany() {
        return INVALID + "the model judges the documents of a question together, and this question has more than "
                + MOST_TOGETHER + " or too long ones; leave some out";
    }

    /** The group that is being made. */
    private final class Collected {

        private final @Nullable String query;
        private final List<PairGroup.Member> members = new ArrayList<>();
        private final List<String> documents = new ArrayList<>();
        private long characters;
        private long size;
        private @Nullable String lastKey;
        private PairGroup.Member last;

        Collected(Row first, @Nullable String keyBefore) {
            this.lastKey = keyBefore;
            this.last = new PairGroup.Member(first, PairGroup.AS_BEFORE, null);
            this.query = first.isNullAt(layout.query()) ? null : first.getString(layout.query());
            this.characters = query == null ? 0 : query.length();
        }

        boolean isFull() {
            int most = together ? MOST_TOGETHER : MOST_DOCUMENTS;
            // a question that has to stay whole is not refused for columns that nobody is asked about
            return members.size() >= most || characters >= MOST_CHARACTERS || (!together && size >= MOST_SIZE);
        }

        void add(Row row) {
            String key = layout.key(row);
            last = key != null && key.equals(lastKey)
                    ? new PairGroup.Member(row, last.document(), last.error())
                    : fresh(row);
            lastKey = key;
            size += RowSize.of(row);
            members.add(last);
        }

        private PairGroup.Member fresh(Row row) {
            String fault = fault(row);
            if (fault != null) {
                return new PairGroup.Member(row, PairGroup.NOT_ASKED, INVALID + fault);
            }
            String document = row.getString(layout.document());
            documents.add(document);
            characters += document.length();
            return new PairGroup.Member(row, documents.size() - 1, null);
        }

        private @Nullable String fault(Row row) {
            if (row.isNullAt(layout.queryId())) {
                return "the id of the question is null; give it one";
            }
            if (query == null || query.isBlank()) {
                return "the question is " + (query == null ? "null" : "blank") + "; give it a text";
            }
            if (row.isNullAt(layout.documentId())) {
                return "the id of the document is null; give it one";
            }
            return row.isNullAt(layout.document()) ? "the document is null; give it a text" : null;
        }

        PairGroup group(@Nullable String error) {
            String asked = query == null ? "" : query;
            if (error == null) {
                return new PairGroup(asked, members, documents, size);
            }
            List<PairGroup.Member> all = members.stream()
                    .map(member -> new PairGroup.Member(
                            member.row(), PairGroup.NOT_ASKED, member.error() == null ? error : member.error()))
                    .toList();
            return new PairGroup(asked, all, List.of(), size);
        }
    }
}
