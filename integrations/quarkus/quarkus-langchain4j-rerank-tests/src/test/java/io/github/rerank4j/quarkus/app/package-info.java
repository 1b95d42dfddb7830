@NullMarked
package io.github.rerank4j.quarkus.app;

import org.jspecify.annotations.NullMarked;
