package io.supportly.kernel.web;

import java.util.Optional;

/// Resolves what a browser's cookie or a client's headers show to who is signed in; lent to the kernel by the module
/// that keeps the sessions.
public interface SignIns {
    Optional<SignedIn> find(String token);
}
