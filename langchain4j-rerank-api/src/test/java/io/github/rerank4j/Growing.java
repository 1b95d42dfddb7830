package io.github.rerank4j;

import java.util.AbstractList;

/** A list that has two elements when it is asked first, and one more each time. */
final class Growing<T> extends AbstractList<T> {

    private final T element;
    private int size = 1;

    Growing(T element) {
        this.element = element;
    }

    @Override
    public T get(int index) {
        if (index > 5) {
            throw new IndexOutOfBoundsException(index);
        }
        return element;
    }

    @Override
    public int size() {
        size = Math.min(size + 1, 5);
        return size;
    }
}
