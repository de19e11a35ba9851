package io.supportly.kernel;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads settings by name and collects what is wrong with them. A value that may hold a secret is never repeated.
final class Environment {
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern DOMAIN = Pattern.compile("(?!-)[a-zA-Z0-9-]{1,63}(\\.[a-zA-Z0-9-]{1,63})*");
    private static final String PREFIX = "SUPPORTLY_";

    private final Map<String, String> environment;
    private final Set<String> known = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    Environment(Map<String, String> environment) {
        this.environment = environment;
    }

    @Nullable
    String optional(String name) {
        known.add(name);
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String name, String otherwise) {
        String value = optional(name);
        return value == null ? otherwise : value;
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

    Path folder(String name, String otherwise) {
        String value = text(name, otherwise);
        try {
            Path folder = Path.of(value).toAbsolutePath().normalize();
            if (!Files.exists(folder) || Files.isDirectory(folder)) {
                return folder;
            }
            faults.add(name + " must be a folder, and " + folder + " is none");
        } catch (InvalidPathException e) {
            faults.add(name + " must be a folder, not \"" + value + "\"");
        }
        return Path.of(otherwise);
    }

    String address(String name, String otherwise) {
        String value = optional(name);
        if (value == null) {
            return otherwise;
        }
        if (!isWeb(uri(value))) {
            faults.add(name + " must be an address like https://support.example.com");
        }
        return value.replaceAll("/+$", "");
    }

    @Nullable
    String database(String name) {
        String value = optional(name);
        if (value == null || value.startsWith("jdbc:postgresql:")) {
            return value;
        }
        URI uri = uri(value);
        boolean good = uri != null
                && List.of("postgres", "postgresql").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPath().length() > 1;
        if (!good) {
            faults.add(name + " must be like postgres://user:password@host:5432/database, its special characters"
                    + " percent-encoded, or start with jdbc:postgresql:");
        }
        return value;
    }

    /// `https://app.example.com`, or `*` for all.
    List<String> origins(String name) {
        String value = optional(name);
        if (value == null) {
            return List.of();
        }
        List<String> origins = List.of(value.split("\\s*,\\s*"));
        for (String origin : origins) {
            URI uri = uri(origin);
            boolean bare = uri != null
                    && isWeb(uri)
                    && uri.getUserInfo() == null
                    && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority());
            if (!origin.equals("*") && !bare) {
                faults.add(name + " must hold origins like https://app.example.com, and \"" + origin + "\" is none");
            }
        }
        return origins;
    }

    @Nullable
    Smtp smtp() {
        String url = optional("SMTP_URL");
        String from = optional("SMTP_FROM");
        if (url == null) {
            return null;
        }
        Smtp smtp = Smtp.of(url, from).orElse(null);
        if (smtp == null) {
            faults.add("SMTP_URL must be like smtp://user:password@host:port or smtps://..., its special characters"
                    + " percent-encoded, and SMTP_FROM an e-mail address");
        }
        return smtp;
    }

    @Nullable
    String domain(String name) {
        String value = optional(name);
        if (value != null && !DOMAIN.matcher(value).matches()) {
            faults.add(name + " must be a domain like mail.example.com, not \"" + value + "\"");
        }
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }

    @Nullable
    String email(String name) {
        String value = optional(name);
        if (value != null && !EMAIL.matcher(value).matches()) {
            faults.add(name + " must be an e-mail address, not \"" + value + "\"");
        }
        return value;
    }

    @Nullable
    String secret(String name, int shortest) {
        String value = optional(name);
        if (value != null && value.length() < shortest) {
            faults.add(name + " must have at least " + shortest + " characters");
        }
        return value;
    }

    /// Names that look like settings of ours and were not asked for; to be called last.
    List<String> unknown() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }

    private static @Nullable URI uri(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isWeb(@Nullable URI uri) {
        return uri != null
                && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null;
    }

    void orThrow() {
        if (!faults.isEmpty()) {
            throw new Settings.Unusable(faults);
        }
    }
}
