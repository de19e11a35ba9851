package io.supportly.inboxes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a website inbox shows itself to visitors (wire contract 8.3, WebWidget), with what is usual where nothing was
/// set.
///
/// @param preChatFormOptions as the administrator set them; [#preChatFields()] reads them
public record Website(
        String color,
        @Nullable String welcomeTitle,
        @Nullable String welcomeTagline,
        String replyTime,
        List<String> features,
        boolean preChatFormEnabled,
        Map<String, Object> preChatFormOptions,
        List<String> allowedDomains) {
    public static final String ENDS_CONVERSATIONS = "end_conversation";

    static final Map<String, Object> USUAL = usual();

    private static Map<String, Object> usual() {
        var usual = new LinkedHashMap<String, Object>();
        usual.put("widget_color", "#1f93ff");
        usual.put("selected_feature_flags", List.of("attachments", "emoji_picker", ENDS_CONVERSATIONS));
        usual.put("reply_time", "in_a_few_minutes");
        usual.put("hmac_mandatory", false);
        usual.put("pre_chat_form_enabled", false);
        usual.put("pre_chat_form_options", Map.of());
        usual.put("continuity_via_email", true);
        return usual;
    }

    /// One question of the form before a conversation.
    ///
    /// @param type whose it is: `standard`, `contact_attribute` or `conversation_attribute`
    public record PreChatField(String name, String type, boolean isRequired) {}

    public static Website of(Inbox inbox) {
        Map<String, Object> set = inbox.channelSettings();
        return new Website(
                String.valueOf(setting(set, "widget_color")),
                text(set, "welcome_title"),
                text(set, "welcome_tagline"),
                String.valueOf(setting(set, "reply_time")),
                texts(setting(set, "selected_feature_flags")),
                Boolean.TRUE.equals(setting(set, "pre_chat_form_enabled")),
                object(setting(set, "pre_chat_form_options")),
                domains(text(set, "allowed_domains")));
    }

    private static @Nullable Object setting(Map<String, Object> set, String name) {
        return set.getOrDefault(name, USUAL.get(name));
    }

    private static @Nullable String text(Map<String, Object> set, String name) {
        return set.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> object(@Nullable Object value) {
        var object = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> object.put(String.valueOf(key), each));
        }
        return object;
    }

    private static List<String> domains(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(domain -> !domain.isEmpty())
                        .toList();
    }

    public boolean hasFeature(String feature) {
        return features.contains(feature);
    }

    /// What is asked before a conversation; nothing where the form is off.
    public List<PreChatField> preChatFields() {
        if (!preChatFormEnabled || !(preChatFormOptions.get("pre_chat_fields") instanceof List<?> fields)) {
            return List.of();
        }
        return fields.stream()
                .filter(Map.class::isInstance)
                .map(field -> object(field))
                .filter(field -> field.get("name") instanceof String && is(field, "enabled"))
                .map(field -> new PreChatField(
                        String.valueOf(field.get("name")),
                        String.valueOf(field.getOrDefault("field_type", "standard")),
                        is(field, "required")))
                .toList();
    }

    private static boolean is(Map<String, Object> field, String name) {
        return "true".equals(String.valueOf(field.get(name)));
    }
}
