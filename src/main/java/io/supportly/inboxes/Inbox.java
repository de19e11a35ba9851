package io.supportly.inboxes;

import io.supportly.kernel.AccountId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A channel that conversations come in through.
///
/// @param channelSettings what only this kind of channel has
/// @param identifier what the outside knows it by: the public API's path, the widget's token
/// @param hmacToken the key with which a customer's identity is proven
/// @param secret the key with which deliveries to its own webhook are signed
/// @param options the switches that every inbox has, by their name on the wire
public record Inbox(
        AccountId account,
        long id,
        String name,
        Channel channel,
        Map<String, Object> channelSettings,
        String identifier,
        String hmacToken,
        String secret,
        String avatarUrl,
        Map<String, Object> options,
        List<WorkingHours> workingHours,
        @Nullable Long agentBotId,
        Set<Long> members) {

    /// The form in which a contact's or a search result's inbox appears.
    public record InboxSlim(
            long id,
            String avatarUrl,
            long channelId,
            String name,
            String channelType,
            @Nullable Object provider) {}

    public InboxSlim slim() {
        return new InboxSlim(id, avatarUrl, id, name, channel.wire(), channelSettings.get("provider"));
    }

    /// Whether each contact inbox has one conversation for ever.
    public boolean lockToSingleConversation() {
        return Boolean.TRUE.equals(options.get("lock_to_single_conversation"));
    }

    /// How conversations come to the members by themselves.
    public AutoAssignment autoAssignment() {
        return AutoAssignment.of(options);
    }

    /// Whether somebody is there, by the working hours; always, where there are none.
    public boolean isOpenAt(Instant time) {
        if (!Boolean.TRUE.equals(options.get("working_hours_enabled"))) {
            return true;
        }
        ZonedDateTime there = time.atZone(zone());
        int today = there.getDayOfWeek().getValue() % 7;
        return workingHours.stream().anyMatch(day -> day.dayOfWeek() == today && day.isOpenAt(there.toLocalTime()));
    }

    public ZoneId zone() {
        return ZoneId.of(String.valueOf(options.get("timezone")));
    }

    public boolean hmacMandatory() {
        return Boolean.TRUE.equals(channelSettings.get("hmac_mandatory"));
    }

    /// An API inbox's own receiver of events.
    public @Nullable String webhookUrl() {
        return channelSettings.get("webhook_url") instanceof String url ? url : null;
    }
}
