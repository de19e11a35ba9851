package io.supportly.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the environment says. Read once at start, every fault listed at once.
///
/// @param rateLimit requests a minute for each token (or address where there is no token)
/// @param databaseUrl null: the embedded PostgreSQL
/// @param smtp null: mails are kept for an administrator to hand over
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
        @Nullable String adminEmail,
        @Nullable String adminPassword,
        @Nullable String adminToken) {

    /// Thrown when the environment can not be used; the message lists every fault, a line each.
    public static final class Unusable extends RuntimeException {
        Unusable(List<String> faults) {
            super("The configuration can not be used:\n  " + String.join("\n  ", faults), null, false, false);
        }
    }

    public static Settings of(Map<String, String> environment) {
        var read = new Reading(environment);
        int port = read.number("PORT", 3000, 0, 65_535);
        var settings = new Settings(
                port,
                Path.of(read.text("SUPPORTLY_HOME", "data")).toAbsolutePath().normalize(),
                read.url("DATABASE_URL", List.of("postgres", "postgresql", "jdbc")),
                read.address("SUPPORTLY_BASE_URL", "http://localhost:" + port),
                read.number("SUPPORTLY_RATE_LIMIT", 300, 1, 100_000_000),
                read.list("SUPPORTLY_CORS_ORIGINS"),
                read.yes("SUPPORTLY_ALLOW_PRIVATE_NETWORKS"),
                read.number("SUPPORTLY_EVENT_RETENTION_DAYS", 30, 1, 3650),
                read.smtp(),
                read.optional("SUPPORTLY_ADMIN_EMAIL"),
                read.optional("SUPPORTLY_ADMIN_PASSWORD"),
                read.optional("SUPPORTLY_ADMIN_TOKEN"));
        read.orThrow();
        return settings;
    }

    private static final class Reading {
        private final Map<String, String> environment;
        private final List<String> faults = new ArrayList<>();

        Reading(Map<String, String> environment) {
            this.environment = environment;
        }

        @Nullable
        String optional(String name) {
            String value = environment.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        String text(String name, String otherwise) {
            String value = optional(name);
            return value == null ? otherwise : value;
        }

        List<String> list(String name) {
            String value = optional(name);
            return value == null ? List.of() : List.of(value.split("\\s*,\\s*"));
        }

        boolean yes(String name) {
            String value = text(name, "false");
            if (!value.equals("true") && !value.equals("false")) {
                faults.add(name + " must be true or false, not \"" + value + "\"");
            }
            return value.equals("true");
        }

        int number(String name, int otherwise, int lowest, int highest) {
            String value = optional(name);
            if (value == null) {
                return otherwise;
            }
            if (value.matches("\\d{1,9}")) {
                int number = Integer.parseInt(value);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            }
            faults.add(name + " must be a number from " + lowest + " to " + highest + ", not \"" + value + "\"");
            return otherwise;
        }

        String address(String name, String otherwise) {
            String value = url(name, List.of("http", "https"));
            return value == null ? otherwise : value.replaceAll("/+$", "");
        }

        @Nullable
        String url(String name, List<String> schemes) {
            String value = optional(name);
            if (value != null && !schemes.contains(schemeOf(value))) {
                // The value may hold a password: it is not repeated.
                faults.add(name + " must be an address that starts with one of " + schemes);
            }
            return value;
        }

        @Nullable
        Smtp smtp() {
            String url = optional("SMTP_URL");
            if (url == null) {
                return null;
            }
            Smtp smtp = Smtp.of(url, optional("SMTP_FROM")).orElse(null);
            if (smtp == null) {
                faults.add("SMTP_URL must be like smtp://user:password@host:port or smtps://..., its special characters"
                        + " percent-encoded, and SMTP_FROM an e-mail address");
            }
            return smtp;
        }

        private static String schemeOf(String value) {
            try {
                String scheme = new URI(value).getScheme();
                return scheme == null ? "" : scheme;
            } catch (URISyntaxException e) {
                return "";
            }
        }

        void orThrow() {
            if (!faults.isEmpty()) {
                throw new Unusable(faults);
            }
        }
    }
}
