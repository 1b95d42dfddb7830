/** Tencent Cloud's RunRerank behind a {@link io.github.rerank4j.tencent.TencentScoringModel}. */
@NullMarked
package io.github.rerank4j.tencent;

import org.jspecify.annotations.NullMarked;
