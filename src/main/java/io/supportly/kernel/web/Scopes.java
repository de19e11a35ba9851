package io.supportly.kernel.web;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every OAuth scope, with what it lets an app do.
public final class Scopes {
    private static final List<String> RESOURCES = List.of(
            "conversations",
            "contacts",
            "messages",
            "inboxes",
            "teams",
            "labels",
            "reports",
            "agents",
            "accounts",
            "campaigns",
            "automations",
            "captain",
            "webhooks",
            "integrations");

    private static final String READ = ".read";

    public static final Map<String, String> ALL = all();

    private Scopes() {}

    /// Whether who holds `held` may do what takes `needed`: `write` implies all, `read` every `.read`, and
    /// `x.write` its `x.read`.
    public static boolean cover(Collection<String> held, String needed) {
        if (held.contains(needed) || held.contains("write")) {
            return true;
        }
        return needed.endsWith(READ)
                && (held.contains("read")
                        || held.contains(needed.substring(0, needed.length() - READ.length()) + ".write"));
    }

    /// The single scopes, in the order of [#ALL], that both sides cover.
    public static List<String> inBoth(Collection<String> some, Collection<String> others) {
        return ALL.keySet().stream()
                .filter(scope -> cover(some, scope) && cover(others, scope))
                .toList();
    }

    private static Map<String, String> all() {
        var scopes = new LinkedHashMap<String, String>();
        scopes.put("read", "Read everything; implies every `.read` scope");
        scopes.put("write", "Read and change everything; implies every other scope");
        for (String resource : RESOURCES) {
            scopes.put(resource + ".read", "Read " + resource);
            if (!resource.equals("reports")) {
                scopes.put(resource + ".write", "Read and change " + resource);
            }
        }
        return Collections.unmodifiableMap(scopes);
    }
}
