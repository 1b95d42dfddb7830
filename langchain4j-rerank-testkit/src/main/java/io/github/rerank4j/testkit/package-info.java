/** Contract tests and scripted servers for everything that talks to a rerank service; nothing here leaves the machine. */
@NullMarked
package io.github.rerank4j.testkit;

import org.jspecify.annotations.NullMarked;
