/** Models as the command line says them: their names, keys and addresses. */
@NullMarked
package io.github.rerank4j.cli.model;

import org.jspecify.annotations.NullMarked;
