@org.jspecify.annotations.NullMarked
package io.github.rerank4j.examples.web;
