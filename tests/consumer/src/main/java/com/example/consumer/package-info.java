/** An application that reranks with the published artifacts. */
@NullMarked
package com.example.consumer;

import org.jspecify.annotations.NullMarked;

