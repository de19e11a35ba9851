package io.supportly.kernel.net;

import java.time.Duration;
import java.util.Map;

/// How a call to the outside ended.
public sealed interface Outcome {
    /// The other side answered. Header names are in lower case; `truncated` says that the body was longer than
    /// the call wanted to keep.
    record Answered(int status, Map<String, String> headers, byte[] body, Duration took, boolean truncated)
            implements Outcome {
        /// A status of 200 to 299; a redirect that was not followed is none.
        public boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }

    /// We did not call, or went no further: the address, the port or a header is not allowed.
    record Refused(String why) implements Outcome {}

    /// The network, the other side's protocol or the deadline failed.
    record Failed(String why) implements Outcome {}
}
