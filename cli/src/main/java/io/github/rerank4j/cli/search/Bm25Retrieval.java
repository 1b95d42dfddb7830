package io.github.rerank4j.cli.search;

import io.github.rerank4j.cli.data.Corpus;
import io.github.rerank4j.cli.data.DataException;
import io.github.rerank4j.cli.data.Retrieval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * BM25 as Lucene has it, with its analyzer for Chinese, Japanese and Korean, which takes pairs of their characters and
 * words of other scripts. The index is in a folder that is removed afterwards. Equal scores keep the corpus' order, so
 * that the same corpus gives the same candidates.
 */
public final class Bm25Retrieval implements Retrieval {

    /** As many as is usual to rerank; each costs. */
    static final int CANDIDATES = 50;

    private static final String TEXT = "text";
    private static final String ID = "id";
    private static final double BUFFER_MEGABYTES = 64;

    /** A retrieval. */
    public Bm25Retrieval() {}

    @Override
    public String note() {
        return "The data bring no candidates: BM25 over the corpus finds up to " + CANDIDATES + " for each question.";
    }

    @Override
    public Map<String, List<String>> candidates(Corpus corpus, Map<String, String> questions) {
        try (TemporaryFolder folder = new TemporaryFolder();
                Directory index = new NIOFSDirectory(folder.path());
                Analyzer analyzer = new CJKAnalyzer()) {
            write(index, analyzer, corpus);
            return search(index, analyzer, questions);
        } catch (IOException | UncheckedIOException full) {
            throw new DataException("the corpus cannot be searched, as the index cannot be written into the folder for"
                    + " temporary files (" + full.getMessage() + "); give candidates, or set -Djava.io.tmpdir");
        }
    }

    private static void write(Directory index, Analyzer analyzer, Corpus corpus) throws IOException {
        IndexWriterConfig settings = new IndexWriterConfig(analyzer)
                .setMergePolicy(new LogDocMergePolicy())
                .setMergeScheduler(new SerialMergeScheduler())
                .setRAMBufferSizeMB(BUFFER_MEGABYTES);
        try (IndexWriter writer = new IndexWriter(index, settings)) {
            corpus.forEach((id, text) -> {
                Document document = new Document();
                document.add(new StoredField(ID, id));
                document.add(new TextField(TEXT, text, Field.Store.NO));
                try {
                    writer.addDocument(document);
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            });
        }
    }

    private static Map<String, List<String>> search(Directory index, Analyzer analyzer, Map<String, String> questions)
            throws IOException {
        Map<String, List<String>> found = new HashMap<>();
        try (DirectoryReader reader = DirectoryReader.open(index)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            StoredFields stored = searcher.storedFields();
            for (Map.Entry<String, String> question : questions.entrySet()) {
                List<String> ids = new ArrayList<>();
                for (ScoreDoc hit : searcher.search(query(analyzer, question.getValue()), CANDIDATES).scoreDocs) {
                    ids.add(stored.document(hit.doc).get(ID));
                }
                found.put(question.getKey(), ids);
            }
        }
        return found;
    }

    private static Query query(Analyzer analyzer, String text) throws IOException {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream words = analyzer.tokenStream(TEXT, text)) {
            CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
            words.reset();
            while (words.incrementToken() && terms.size() < IndexSearcher.getMaxClauseCount()) {
                terms.merge(word.toString(), 1, Integer::sum);
            }
            words.end();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        terms.forEach((term, times) ->
                any.add(new BoostQuery(new TermQuery(new Term(TEXT, term)), times), BooleanClause.Occur.SHOULD));
        return any.build();
    }
}
