package io.supportly.contacts;

import io.supportly.kernel.Settings;
import io.supportly.kernel.files.SignedLinks;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Links to the files that imports and exports leave; each opens for a week.
@Component
final class TransferLinks {
    static final Duration LIFE = Duration.ofDays(7);

    private final SignedLinks links;
    private final String baseUrl;

    TransferLinks(SignedLinks links, Settings settings) {
        this.links = links;
        this.baseUrl = settings.baseUrl();
    }

    /// Null where there is no file.
    @Nullable
    String of(@Nullable String key, @Nullable Instant made, String name) {
        return key == null || made == null
                ? null
                : baseUrl + "/files/" + links.sign(key + "\ntext/csv", made.plus(LIFE)) + "/" + name;
    }
}
