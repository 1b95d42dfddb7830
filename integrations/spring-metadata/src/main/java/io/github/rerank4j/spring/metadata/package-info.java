/** Writes what IDEs read of the Spring Boot starter's properties, from the lists of the providers' settings. */
@NullMarked
package io.github.rerank4j.spring.metadata;

import org.jspecify.annotations.NullMarked;
