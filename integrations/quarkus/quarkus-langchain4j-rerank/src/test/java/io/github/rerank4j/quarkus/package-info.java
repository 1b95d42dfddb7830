@NullMarked
package io.github.rerank4j.quarkus;

import org.jspecify.annotations.NullMarked;
