/** SiliconFlow's rerank API, and the relays that copy it, behind LangChain4j's {@code ScoringModel}. */
@NullMarked
package io.github.rerank4j.siliconflow;

import org.jspecify.annotations.NullMarked;
