package io.supportly.campaigns;

import java.time.Duration;

/// How sending went on, and so what comes next.
sealed interface Step {
    Step DONE = new Done();
    Step MORE = new More();

    /// Nobody is left.
    record Done() implements Step {}

    record More() implements Step {}

    /// Nothing can be done before that time is over.
    record Wait(Duration pause) implements Step {}

    /// Nothing can be done before somebody mends it.
    record Stop(String why) implements Step {}
}
