package io.supportly.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Scopes;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that may ask users to act for them.
///
/// @param scopes the most that it may ask for
/// @param secretHash in hexadecimal digits; null: a public client, which proves itself by PKCE alone
record App(
        AccountId account,
        long id,
        String clientId,
        String name,
        List<String> redirectUris,
        List<String> scopes,
        @Nullable String secretHash,
        Instant createdAt,
        Instant updatedAt) {
    static final int MOST_REDIRECT_URIS = 20;

    boolean isConfidential() {
        return secretHash != null;
    }

    boolean isSecret(@Nullable String secret) {
        return secretHash != null
                && secret != null
                && MessageDigest.isEqual(HexFormat.of().parseHex(secretHash), Secrets.hash(secret));
    }

    /// What a client may send.
    @Wrapped("developer_app")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            @Required(whenUpdating = false) @Nullable List<String> redirectUris,
            @Nullable List<String> scopes,
            @Nullable Boolean confidential) {

        Draft checkedAsNew() {
            check(new Faults()
                    .present("name", name)
                    .check(
                            "redirect_uris",
                            redirectUris != null && !redirectUris.isEmpty(),
                            "can't be blank",
                            "blank"));
            return this;
        }

        Draft checkedFor(App app) {
            check(new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .check("redirect_uris", redirectUris == null || !redirectUris.isEmpty(), "can't be blank", "blank")
                    .check(
                            "confidential",
                            confidential == null || confidential == app.isConfidential(),
                            "can not be changed",
                            "invalid"));
            return this;
        }

        private void check(Faults faults) {
            faults.atMost("name", name, 255);
            if (redirectUris != null) {
                faults.check(
                        "redirect_uris",
                        redirectUris.size() <= MOST_REDIRECT_URIS,
                        "are too many (maximum is " + MOST_REDIRECT_URIS + ")",
                        "too_long");
                redirectUris.stream()
                        .filter(uri -> !RedirectUris.isAcceptable(uri))
                        .forEach(uri -> faults.add(
                                "redirect_uris",
                                "must be https, http on the user's own machine, or of a private scheme with a dot, without"
                                        + " fragment or wildcard: " + shortened(uri),
                                "invalid"));
            }
            if (scopes != null) {
                faults.check("scopes", !scopes.isEmpty(), "can't be blank", "blank");
                scopes.stream()
                        .filter(scope -> !Scopes.ALL.containsKey(scope))
                        .forEach(scope -> faults.add("scopes", "has no " + shortened(scope), "inclusion"));
            }
            faults.orThrow();
        }

        private static String shortened(String text) {
            return text.length() > 100 ? text.substring(0, 100) + "..." : text;
        }
    }

    /// The shape of the API.
    ///
    /// @param clientSecret only where it was just made
    @Schema(name = "DeveloperApp")
    record Rest(
            long id,
            String name,
            String clientId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientSecret,

            List<String> redirectUris,
            List<String> scopes,
            boolean confidential,
            String createdAt,
            String updatedAt) {}

    Rest rest(@Nullable String secret) {
        return new Rest(
                id,
                name,
                clientId,
                secret,
                redirectUris,
                scopes,
                isConfidential(),
                Times.iso(createdAt),
                Times.iso(updatedAt));
    }
}
