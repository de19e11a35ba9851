package io.supportly.bench;

import java.util.List;
import java.util.random.RandomGenerator;

/// A request that is a little different each time: `{}` in its path is filled from the hole, `{}` in its body with a
/// number of nine digits, so that the length of the body stays the same. Reading requests have an empty body.
record Request(String method, String path, Hole hole, String body) {

    static final int LEAST_NUMBER = 100_000_000;
    static final int NUMBERS = 900_000_000;

    /// What `{}` in a path stands for: one of some words fit for an address, or a number from 1 when there are none.
    record Hole(List<String> words, int upTo) {

        static final Hole NONE = new Hole(List.of(), 1);

        static Hole number(int upTo) {
            return new Hole(List.of(), upTo);
        }

        static Hole word(List<String> words) {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("no words to choose from");
            }
            return new Hole(List.copyOf(words), words.size());
        }

        String fill(RandomGenerator random) {
            int chosen = random.nextInt(upTo);
            return words.isEmpty() ? Integer.toString(chosen + 1) : words.get(chosen);
        }
    }

    static Request get(String path, Hole hole) {
        return new Request("GET", path, hole, "");
    }

    static Request post(String path, Hole hole, String body) {
        return new Request("POST", path, hole, body);
    }

    String path(RandomGenerator random) {
        return path.replace("{}", hole.fill(random));
    }

    String body(RandomGenerator random) {
        return body.replace("{}", Integer.toString(LEAST_NUMBER + random.nextInt(NUMBERS)));
    }
}
