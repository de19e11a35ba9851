package io.supportly.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the environment says. Read once at start, every fault listed at once.
///
/// @param rateLimit requests a minute for each token (or address where there is no token)
/// @param databaseUrl null: the embedded PostgreSQL
/// @param smtp null: mails are kept for an administrator to hand over
/// @param inboundDomain whose mail comes to this server, for the addresses that replies go to; null: no domain's does
/// @param metricsToken null: `/metrics` answers callers on this machine only
/// @param unknown names that look like settings and are none
/// @param adminEmail used once, on an empty database, with the two after it
public record Settings(
        int port,
        Path home,
        @Nullable String databaseUrl,
        String baseUrl,
        int rateLimit,
        List<String> corsOrigins,
        boolean allowPrivateNetworks,
        int eventRetentionDays,
        @Nullable Smtp smtp,
        @Nullable String inboundDomain,
        @Nullable String metricsToken,
        @Nullable String adminEmail,
        @Nullable String adminPassword,
        @Nullable String adminToken,
        List<String> unknown) {

    /// Thrown when the environment can not be used; the message lists every fault, a line each.
    public static final class Unusable extends RuntimeException {
        Unusable(List<String> faults) {
            super("The configuration can not be used:\n  " + String.join("\n  ", faults), null, false, false);
        }
    }

    /// Whether browsers come over TLS.
    public boolean isSecure() {
        return baseUrl.startsWith("https:");
    }

    /// What the Message-IDs of mails end with.
    public String mailDomain() {
        if (inboundDomain != null) {
            return inboundDomain;
        }
        return smtp == null ? "supportly.invalid" : smtp.domain();
    }

    public static Settings of(Map<String, String> environment) {
        var read = new Environment(environment);
        int port = read.number("PORT", 3000, 0, 65_535);
        var settings = new Settings(
                port,
                read.folder("SUPPORTLY_HOME", "data"),
                read.database("DATABASE_URL"),
                read.address("SUPPORTLY_BASE_URL", "http://localhost:" + port),
                read.number("SUPPORTLY_RATE_LIMIT", 300, 1, 100_000_000),
                read.origins("SUPPORTLY_CORS_ORIGINS"),
                read.yes("SUPPORTLY_ALLOW_PRIVATE_NETWORKS"),
                read.number("SUPPORTLY_EVENT_RETENTION_DAYS", 30, 1, 3650),
                read.smtp(),
                read.domain("SUPPORTLY_INBOUND_DOMAIN"),
                read.secret("SUPPORTLY_METRICS_TOKEN", 16),
                read.email("SUPPORTLY_ADMIN_EMAIL"),
                read.secret("SUPPORTLY_ADMIN_PASSWORD", 8),
                read.secret("SUPPORTLY_ADMIN_TOKEN", 8),
                read.unknown());
        read.orThrow();
        return settings;
    }
}
