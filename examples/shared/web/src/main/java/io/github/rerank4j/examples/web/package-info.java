/** What the applications show in the browser, whatever framework they are built with: {@code Desk} answers questions. */
@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.web;
