/** Everything that touches OkHttp. */
@NullMarked
package io.github.rerank4j.internal.http;

import org.jspecify.annotations.NullMarked;
