package io.github.rerank4j.spark;

record TransformSpec() {}
