/** Reports as files: for programs, for people, and for other tools. */
@NullMarked
package io.github.rerank4j.evaluation.report;

import org.jspecify.annotations.NullMarked;
