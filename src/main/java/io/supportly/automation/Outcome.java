package io.supportly.automation;

import org.jspecify.annotations.Nullable;

/// What became of one action.
///
/// @param outcome `done` or `failed`
record Outcome(String actionName, String outcome, @Nullable String error) {
    static Outcome done(Action action) {
        return new Outcome(String.valueOf(action.actionName()), "done", null);
    }

    static Outcome failed(Action action, String why) {
        return new Outcome(String.valueOf(action.actionName()), "failed", why);
    }
}
