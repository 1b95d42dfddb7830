/** Pages and pictures: HTML, SVG and Markdown of plain numbers and texts. */
@NullMarked
package io.github.rerank4j.internal.evaluation.page;

import org.jspecify.annotations.NullMarked;
