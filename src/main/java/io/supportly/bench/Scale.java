package io.supportly.bench;

/// How much data the limit is measured on.
public record Scale(int contacts, int conversations, int messages) {

    /// The scale all published figures are taken at.
    public static final Scale FULL = new Scale(1_000_000, 200_000, 2_000_000);

    public Scale {
        if (contacts < 1 || conversations < 1 || messages < conversations) {
            throw new IllegalArgumentException("a scale needs contacts, conversations and a message for each of them");
        }
    }
}
