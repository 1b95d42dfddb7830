/** Settings as data: what integrations bind, name and document. */
@NullMarked
package io.github.rerank4j.settings;

import org.jspecify.annotations.NullMarked;
