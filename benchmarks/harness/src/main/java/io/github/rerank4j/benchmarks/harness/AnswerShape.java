package io.github.rerank4j.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/** How a service writes its scores down. */
enum AnswerShape {
    TENCENT {
        @Override
        void write(StringBuilder json, int[] numbers) {
            json.append("{\"Response\":{\"ScoreList\":[");
            for (int i = 0; i < numbers.length; i++) {
                json.append(i == 0 ? "" : ",");
                score(json, Corpus.scoreDigits(numbers[i]));
            }
            json.append("],\"Usage\":{\"InputTokens\":1213,\"TotalTokens\":1213},")
                    .append("\"RequestId\":\"b7a1c2d4-0000-4000-8000-1c2d3e4f5a6b\"}}");
        }
    },
    COHERE {
        @Override
        void write(StringBuilder json, int[] numbers) {
            json.append("{\"id\":\"b7a1c2d4-0000-4000-8000-1c2d3e4f5a6b\",\"results\":");
            results(json, numbers);
            json.append(",\"meta\":{\"api_version\":{\"version\":\"1\"},\"billed_units\":{\"search_units\":1}}}");
        }
    },
    JINA {
        @Override
        void write(StringBuilder json, int[] numbers) {
            json.append("{\"model\":\"reranker\",\"object\":\"list\",\"usage\":{\"total_tokens\":1213},\"results\":");
            results(json, numbers);
            json.append('}');
        }
    },
    VOYAGE {
        @Override
        void write(StringBuilder json, int[] numbers) {
            json.append("{\"object\":\"list\",\"data\":");
            results(json, numbers);
            json.append(",\"model\":\"rerank-2.5\",\"usage\":{\"total_tokens\":1213}}");
        }
    },
    SILICONFLOW {
        @Override
        void write(StringBuilder json, int[] numbers) {
            json.append("{\"id\":\"b7a1c2d4-0000-4000-8000-1c2d3e4f5a6b\",\"results\":");
            results(json, numbers);
            json.append(",\"meta\":{\"billed_units\":{\"input_tokens\":1213,\"output_tokens\":0},")
                    .append("\"tokens\":{\"input_tokens\":1213,\"output_tokens\":0}}}");
        }
    };

    abstract void write(StringBuilder json, int[] numbers);

    static AnswerShape named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static String refusal(String code, String message) {
        return "{\"Response\":{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + message
                + "\"},\"RequestId\":\"b7a1c2d4-0000-4000-8000-1c2d3e4f5a6b\"}}";
    }

    /** Best first, as these services answer. */
    private static void results(StringBuilder json, int[] numbers) {
        long[] ranked = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            ranked[i] = (long) -Corpus.scoreDigits(numbers[i]) << Integer.SIZE | i;
        }
        Arrays.sort(ranked);
        char before = '[';
        for (long entry : ranked) {
            json.append(before).append("{\"index\":").append((int) entry).append(",\"relevance_score\":");
            score(json, (int) -(entry >> Integer.SIZE));
            json.append('}');
            before = ',';
        }
        json.append(ranked.length == 0 ? "[]" : "]");
    }

    private static void score(StringBuilder json, int digits) {
        json.append("0.");
        for (int power = 10_000; power > 0; power /= 10) {
            json.append((char) ('0' + digits / power % 10));
        }
    }
}
