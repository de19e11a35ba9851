package io.supportly.testing;

import java.util.Base64;

/// What a picture's bytes are.
public final class Pictures {
    /// Of one pixel.
    public static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private Pictures() {}
}
