package io.supportly.kernel.web;

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

    public static final Map<String, String> ALL = all();

    private Scopes() {}

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
