package io.supportly.kernel;

import org.springframework.context.SmartLifecycle;

/// Work beside the requests. It starts before the first request is taken, so that it misses nothing, and stops when
/// the last one was answered.
public interface Background extends SmartLifecycle {
    /// Below both phases of the web server, which are the highest but 2,048.
    int PHASE = Integer.MAX_VALUE - 4096;

    @Override
    default int getPhase() {
        return PHASE;
    }
}
