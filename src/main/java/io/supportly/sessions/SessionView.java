package io.supportly.sessions;

/// A session as its owner sees it.
public record SessionView(
        long id,
        String kind,
        boolean current,
        String ipAddress,
        String userAgent,
        String createdAt,
        String lastSeenAt,
        String expiresAt) {}
