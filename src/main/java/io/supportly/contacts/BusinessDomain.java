package io.supportly.contacts;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The domain of an e-mail address, where it tells for whom its owner works.
final class BusinessDomain {
    static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /// Where everybody can have an address, by the name before the first dot.
    private static final Set<String> FREE_NAMES =
            Set.of("gmail", "googlemail", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "gmx", "yandex");

    private static final Set<String> FREE = Set.of(
            "aol.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "web.de",
            "t-online.de",
            "freenet.de",
            "proton.me",
            "protonmail.com",
            "pm.me",
            "mail.com",
            "mail.ru",
            "bk.ru",
            "inbox.ru",
            "list.ru",
            "qq.com",
            "163.com",
            "126.com",
            "sina.com",
            "zoho.com",
            "fastmail.com",
            "hey.com",
            "tutanota.com",
            "tuta.io",
            "orange.fr",
            "free.fr",
            "laposte.net",
            "wanadoo.fr",
            "libero.it",
            "uol.com.br",
            "bol.com.br",
            "terra.com.br",
            "comcast.net",
            "verizon.net",
            "att.net",
            "bellsouth.net",
            "rediffmail.com",
            "naver.com",
            "hanmail.net");

    /// Names that belong to nobody (RFC 2606).
    private static final Set<String> RESERVED = Set.of("test", "example", "invalid", "localhost");

    private static final Set<String> EXAMPLES = Set.of("example.com", "example.net", "example.org");

    private BusinessDomain() {}

    static Optional<String> of(@Nullable String email) {
        if (email == null) {
            return Optional.empty();
        }
        String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        boolean free =
                FREE.contains(domain) || FREE_NAMES.contains(domain.substring(0, Math.max(0, domain.indexOf('.'))));
        boolean reserved =
                EXAMPLES.contains(domain) || RESERVED.contains(domain.substring(domain.lastIndexOf('.') + 1));
        return free || reserved || !HOST.matcher(domain).matches() ? Optional.empty() : Optional.of(domain);
    }

    /// What a company is called of which no more is known.
    static String nameOf(String domain) {
        String first = domain.substring(0, domain.indexOf('.'));
        return first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
    }
}
