/** Which reranker to use, with which threshold and at what cost: evaluation on one's own judged questions. */
@NullMarked
package io.github.rerank4j.evaluation;

import org.jspecify.annotations.NullMarked;
