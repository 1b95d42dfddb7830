/** Questions, judgements, candidates and their texts, read from the files that people have. */
@NullMarked
package io.github.rerank4j.cli.data;

import org.jspecify.annotations.NullMarked;
