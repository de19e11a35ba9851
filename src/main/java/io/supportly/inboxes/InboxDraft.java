package io.supportly.inboxes;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client may send about an inbox (wire contract 8.3). The text `"null"` means null.
@Wrapped("inbox")
record InboxDraft(
        @Required(whenUpdating = false) @Nullable String name,
        @Required(whenUpdating = false) @Nullable Map<String, Object> channel,
        @Nullable Boolean greetingEnabled,
        @Nullable String greetingMessage,
        @Nullable Boolean enableEmailCollect,
        @Nullable Boolean csatSurveyEnabled,
        @Nullable Map<String, Object> csatConfig,
        @Nullable Boolean enableAutoAssignment,
        @Nullable Map<String, Object> autoAssignmentConfig,
        @Nullable Boolean workingHoursEnabled,
        @Nullable String outOfOfficeMessage,
        @Nullable String timezone,
        @Nullable Boolean allowMessagesAfterResolved,
        @Nullable Boolean lockToSingleConversation,
        @Nullable String senderNameType,
        @Nullable String businessName,
        @Nullable List<WorkingHours.Draft> workingHours) {

    /// Checks everything that was sent; `before` is the channel that an update changes.
    InboxDraft checked(@Nullable Channel before) {
        var faults = new Faults();
        boolean isNew = before == null;
        faults.check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                .atMost("name", name, 255)
                .atMost("greeting_message", greetingMessage, 10_000)
                .atMost("out_of_office_message", outOfOfficeMessage, 10_000)
                .atMost("business_name", businessName, 255)
                .oneOf("sender_name_type", senderNameType, List.of("friendly", "professional"))
                .check("timezone", timezone == null || isZone(timezone), "is not a time zone", "inclusion");
        Object most = autoAssignmentConfig == null ? null : autoAssignmentConfig.get("max_assignment_limit");
        faults.check(
                "auto_assignment_config.max_assignment_limit",
                most == null || (most instanceof Number number && number.longValue() > 0),
                "must be a number above 0",
                "invalid");
        if (workingHours != null) {
            workingHours.forEach(day -> day.check(faults));
        }
        if (isNew) {
            faults.present("channel", channel);
            if (channel != null) {
                faults.present("channel.type", channel.get("type"));
                faults.oneOf("channel.type", text(channel.get("type")), Channel.WORDS);
            }
        }
        Channel kind = isNew && channel != null
                ? Channel.find(text(channel.get("type"))).orElse(null)
                : before;
        if (kind != null && channel != null) {
            checkChannel(faults, kind, channel, isNew);
        }
        faults.orThrow();
        return this;
    }

    private static void checkChannel(Faults faults, Channel kind, Map<String, Object> settings, boolean isNew) {
        for (String required : kind.required()) {
            boolean sent = settings.containsKey(required);
            Object value = text(settings.get(required));
            faults.check(
                    "channel." + required,
                    sent ? value != null && !value.toString().isBlank() : !isNew,
                    "can't be blank",
                    "blank");
        }
        faults.email("channel.email", kind == Channel.EMAIL ? text(settings.get("email")) : null)
                .url("channel.webhook_url", kind == Channel.API ? text(settings.get("webhook_url")) : null);
        if (settings.get("additional_attributes") instanceof Map<?, ?> more
                && more.get("agent_reply_time_window") != null) {
            faults.check(
                    "channel.additional_attributes.agent_reply_time_window",
                    more.get("agent_reply_time_window") instanceof Number hours && hours.longValue() > 0,
                    "must be a number of hours above 0",
                    "invalid");
        }
        for (String flag : Set.of("hmac_mandatory", "pre_chat_form_enabled", "continuity_via_email")) {
            Object value = settings.get(flag);
            faults.check(
                    "channel." + flag, value == null || value instanceof Boolean, "must be true or false", "invalid");
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        String text = value == null ? null : value.toString();
        return text == null || text.equals("null") || text.isEmpty() ? null : text;
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// The settings of the channel after this, on top of what stands.
    Map<String, Object> settings(Channel kind, Map<String, Object> before) {
        var settings = new LinkedHashMap<>(before);
        if (channel != null) {
            channel.forEach((key, value) -> {
                if (kind.knows(key)) {
                    settings.put(key, "null".equals(value) ? null : value);
                }
            });
        }
        settings.values().removeIf(value -> value == null);
        return settings;
    }
}
