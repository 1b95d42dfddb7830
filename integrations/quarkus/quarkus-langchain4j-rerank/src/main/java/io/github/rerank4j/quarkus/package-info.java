/** Rerankers as beans of a Quarkus application: its configuration at run time, and how models are made from it. */
@NullMarked
package io.github.rerank4j.quarkus;

import org.jspecify.annotations.NullMarked;
