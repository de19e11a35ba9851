package io.supportly.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/// Which other websites' browsers may call an address; lent to the kernel by the modules that know.
public interface Origins {
    /// Patterns as `https://*.example.com`; empty where the address is not theirs to speak for.
    Optional<List<String>> of(HttpServletRequest request);
}
