package io.supportly.kernel.postgres;

/// Whether what was committed must outlive a crash of the machine.
public enum Durability {
    /// The product: every commit is on the disk before it is answered.
    DURABLE,
    /// Tests: nothing is forced to the disk, a crash of the machine may cost everything.
    DISPOSABLE
}
