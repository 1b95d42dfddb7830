/** What the extension does while an application is built, and the servers it starts in dev and test mode. */
@NullMarked
package io.github.rerank4j.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
