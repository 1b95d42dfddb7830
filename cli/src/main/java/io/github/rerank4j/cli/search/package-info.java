/** Retrieval for data that bring no candidates. */
@NullMarked
package io.github.rerank4j.cli.search;

import org.jspecify.annotations.NullMarked;
