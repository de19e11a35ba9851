package io.supportly.automation;

/// What a rule says to an event.
sealed interface Verdict {
    record Matched() implements Verdict {}

    record Missed() implements Verdict {}

    /// The rule makes no sense (any more).
    record Invalid(String why) implements Verdict {}
}
