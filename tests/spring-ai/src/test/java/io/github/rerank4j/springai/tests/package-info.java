/** Tests of the document post-processor in the real Spring AI, from the jars, in each generation of it. */
@NullMarked
package io.github.rerank4j.springai.tests;

import org.jspecify.annotations.NullMarked;
