package io.supportly.inboxes;

import io.supportly.kernel.problems.Faults;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the settings of a channel have to look like, whichever kind it is (wire contract 8.3).
final class ChannelSettings {
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{1,14}");
    private static final List<String> REPLY_TIMES = List.of("in_a_few_minutes", "in_a_few_hours", "in_a_day");
    private static final List<String> FLAGS = List.of(
            "attachments", "emoji_picker", "end_conversation", "use_inbox_avatar_for_bot", "allow_mobile_webview");
    private static final List<String> SWITCHES = List.of(
            "hmac_mandatory",
            "pre_chat_form_enabled",
            "continuity_via_email",
            "imap_enabled",
            "imap_enable_ssl",
            "smtp_enabled",
            "smtp_enable_ssl_tls",
            "smtp_enable_starttls_auto");
    private static final List<String> OBJECTS =
            List.of("additional_attributes", "pre_chat_form_options", "provider_config");
    private static final int LONGEST = 20_000;
    private static final int LAST_PORT = 65_535;

    private ChannelSettings() {}

    static void check(Faults faults, Channel kind, Map<String, Object> sent, boolean isNew) {
        for (String required : kind.required()) {
            String value = text(sent.get(required));
            boolean there = value != null && !value.isBlank();
            faults.check("channel." + required, sent.containsKey(required) ? there : !isNew, "can't be blank", "blank");
        }
        sent.forEach((name, value) -> {
            if (kind.knows(name) && text(value) != null) {
                one(faults, name, value);
            }
        });
    }

    private static void one(Faults faults, String name, Object value) {
        String field = "channel." + name;
        if (SWITCHES.contains(name)) {
            faults.check(field, kept(name, value) instanceof Boolean, "must be true or false", "invalid");
            return;
        }
        if (OBJECTS.contains(name)) {
            faults.check(field, value instanceof Map, "must be an object", "invalid");
            replyWindow(faults, value);
            return;
        }
        if (name.equals("selected_feature_flags")) {
            faults.check(
                    field,
                    value instanceof List<?> flags && FLAGS.containsAll(flags),
                    "are not all of the list: " + String.join(", ", FLAGS),
                    "inclusion");
            return;
        }
        String text = String.valueOf(value);
        faults.atMost(field, text, LONGEST);
        switch (name) {
            case "email", "forward_to_email" -> faults.email(field, text);
            case "webhook_url", "website_url", "api_base_url" -> faults.url(field, text);
            case "widget_color" -> faults.matches(field, text, COLOR);
            case "reply_time" -> faults.oneOf(field, text, REPLY_TIMES);
            case "phone_number" -> faults.matches(field, text, PHONE);
            case "imap_port", "smtp_port" -> faults.check(field, isPort(text), "must be a port", "invalid");
            default -> {}
        }
    }

    private static void replyWindow(Faults faults, Object attributes) {
        Object hours = attributes instanceof Map<?, ?> map ? map.get("agent_reply_time_window") : null;
        faults.check(
                "channel.additional_attributes.agent_reply_time_window",
                hours == null || (hours instanceof Number number && number.longValue() > 0),
                "must be a number of hours above 0",
                "invalid");
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= LAST_PORT;
    }

    /// The value as it is kept; forms have only text.
    static @Nullable Object kept(String name, @Nullable Object value) {
        boolean isSwitch = SWITCHES.contains(name) && List.of("true", "false").contains(String.valueOf(value));
        return text(value) == null ? null : isSwitch ? (Object) Boolean.valueOf(String.valueOf(value)) : value;
    }

    /// Null for what some clients send in its place.
    static @Nullable String text(@Nullable Object value) {
        String text = value == null ? null : value.toString();
        return text == null || text.equals("null") || text.isEmpty() ? null : text;
    }
}
