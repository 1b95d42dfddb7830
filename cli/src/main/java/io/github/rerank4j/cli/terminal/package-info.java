/** What a user sees and types. */
@NullMarked
package io.github.rerank4j.cli.terminal;

import org.jspecify.annotations.NullMarked;
