package io.supportly.accounts;

/// Published inside the transaction in which somebody else than the user gives him a new password.
public record PasswordReplaced(long user) {}
