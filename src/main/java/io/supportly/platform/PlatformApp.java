package io.supportly.platform;

/// Who asks, on the platform API: an operator's program, which is nobody within an account.
record PlatformApp(long id) {}
