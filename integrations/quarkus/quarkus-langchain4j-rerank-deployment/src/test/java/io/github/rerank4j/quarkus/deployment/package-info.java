@NullMarked
package io.github.rerank4j.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
