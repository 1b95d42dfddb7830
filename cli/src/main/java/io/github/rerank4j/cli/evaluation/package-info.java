/** An evaluation from the first estimate to the last line, and what it leaves in its folder. */
@NullMarked
package io.github.rerank4j.cli.evaluation;

import org.jspecify.annotations.NullMarked;
