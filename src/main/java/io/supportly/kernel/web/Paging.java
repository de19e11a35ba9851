package io.supportly.kernel.web;

import io.supportly.kernel.problems.Problem;
import org.jspecify.annotations.Nullable;

/// A page of a list: numbered from 1, of a size that belongs to the resource.
public record Paging(int page, int size) {
    private static final int LAST = 10_000_000;

    public static Paging of(@Nullable Integer page, int size) {
        if (page != null && (page < 1 || page > LAST)) {
            throw Problem.malformed("page", "must be a whole number from 1 to " + LAST);
        }
        return new Paging(page == null ? 1 : page, size);
    }

    public long offset() {
        return (page - 1L) * size;
    }

    /// At least as many rows as there are up to the page's end, in few different numbers: to be written out in a
    /// statement, as a plan that is made once takes a bind for a tenth of the table.
    public long reach() {
        long reach = size;
        while (reach < offset() + size) {
            reach *= 10;
        }
        return reach;
    }
}
