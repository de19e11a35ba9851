package io.supportly.kernel.files;

import java.io.InputStream;
import java.util.Optional;

/// Keeps files under keys of its own making; names, owners and types are rows elsewhere.
public sealed interface FileStore permits LocalFiles {
    /// Reads the stream to its end, or until it turns out too large; what is too large is not kept.
    Intake put(InputStream in, long maxBytes);

    InputStream open(String key);

    /// Empty when it is gone, or the key is none of this store.
    Optional<InputStream> find(String key);

    long size(String key);

    /// Deleting what is gone already is no fault.
    void delete(String key);

    /// What became of a file that was put.
    sealed interface Intake {
        /// Kept under `key`; `sha256` is in hex.
        record Stored(String key, long size, String sha256) implements Intake {}

        record TooLarge(long maxBytes) implements Intake {}
    }
}
