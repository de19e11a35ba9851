package io.supportly.kernel.web;

import java.util.Optional;

/// Resolves a token to whose it is; lent to the kernel by the modules that give tokens out.
public interface Authenticator {
    Optional<Identity> authenticate(String token);
}
