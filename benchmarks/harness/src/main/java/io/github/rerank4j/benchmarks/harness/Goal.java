package io.github.rerank4j.benchmarks.harness;

/** Something promised, and how it is measured. */
interface Goal {

    void measure(Lab lab, Report report) throws Exception;
}
