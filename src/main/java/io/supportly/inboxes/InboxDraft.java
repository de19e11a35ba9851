package io.supportly.inboxes;

import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client may send about an inbox (wire contract 8.3). The text `"null"` means null.
@Wrapped("inbox")
record InboxDraft(
        @Required(whenUpdating = false) @Nullable String name,
        @Required(whenUpdating = false) @Nullable Map<String, Object> channel,
        @Nullable Boolean greetingEnabled,
        Given<String> greetingMessage,
        @Nullable Boolean enableEmailCollect,
        @Nullable Boolean csatSurveyEnabled,
        @Nullable Map<String, Object> csatConfig,
        @Nullable Boolean enableAutoAssignment,
        @Nullable Map<String, Object> autoAssignmentConfig,
        @Nullable Boolean workingHoursEnabled,
        Given<String> outOfOfficeMessage,
        @Nullable String timezone,
        @Nullable Boolean allowMessagesAfterResolved,
        @Nullable Boolean lockToSingleConversation,
        @Nullable String senderNameType,
        Given<String> businessName,
        @Nullable List<WorkingHours.Draft> workingHours,
        List<Upload> avatar) {

    /// Checks everything that was sent; `before` is the channel that an update changes.
    InboxDraft checked(@Nullable Channel before, Avatars avatars) {
        var faults = new Faults();
        avatars.check(faults, avatar);
        boolean isNew = before == null;
        faults.check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                .atMost("name", name, 255)
                .atMost("greeting_message", greetingMessage.value(), 10_000)
                .atMost("out_of_office_message", outOfOfficeMessage.value(), 10_000)
                .atMost("business_name", businessName.value(), 255)
                .oneOf("sender_name_type", senderNameType, List.of("friendly", "professional"))
                .check("timezone", timezone == null || isZone(timezone), "is not a time zone", "inclusion");
        AutoAssignment.check(faults, autoAssignmentConfig);
        if (workingHours != null) {
            workingHours.forEach(day -> day.check(faults));
        }
        if (isNew) {
            faults.present("channel", channel);
            if (channel != null) {
                faults.present("channel.type", channel.get("type"));
                faults.oneOf("channel.type", ChannelSettings.text(channel.get("type")), Channel.WORDS);
            }
        }
        Channel kind = isNew && channel != null
                ? Channel.find(ChannelSettings.text(channel.get("type"))).orElse(null)
                : before;
        if (kind != null && channel != null) {
            ChannelSettings.check(faults, kind, channel, isNew);
        }
        faults.orThrow();
        return this;
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.getAvailableZoneIds().contains(ZoneId.of(zone).getId());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// A text that can be taken away, by null or by `"null"`.
    static @Nullable String text(Given<String> sent, @Nullable Object before) {
        String text = sent.or(before == null ? null : before.toString());
        return "null".equals(text) ? null : text;
    }

    /// The settings of the channel after this, on top of what stands.
    Map<String, Object> settings(Channel kind, Map<String, Object> before) {
        var settings = new LinkedHashMap<>(before);
        if (channel != null) {
            channel.forEach((key, value) -> {
                if (kind.knows(key)) {
                    settings.put(key, ChannelSettings.kept(key, value));
                }
            });
        }
        settings.values().removeIf(value -> value == null);
        return settings;
    }
}
