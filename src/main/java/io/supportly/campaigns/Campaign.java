package io.supportly.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.inboxes.Channel;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message that the account begins. `number` is its public id, from 1 within the account.
///
/// @param senderId the agent whose words they are; null: the account's own
/// @param scheduledAt when a one-off one begins
/// @param audience the labels, of which a contact needs any
/// @param pausedBecause what stopped the sending; null where somebody did
/// @param begunAt when its sending was begun
/// @param gathered whether all of the audience are among the recipients
public record Campaign(
        AccountId account,
        long number,
        String title,
        @Nullable String description,
        String message,
        long inboxId,
        @Nullable Long senderId,
        Kind kind,
        Status status,
        boolean enabled,
        @Nullable Instant scheduledAt,
        List<Long> audience,
        Triggers triggers,
        boolean onlyInBusinessHours,
        @Nullable Attributes templateParams,
        @Nullable String pausedBecause,
        @Nullable Instant begunAt,
        boolean gathered,
        Instant createdAt,
        Instant updatedAt) {

    /// Shown to whoever comes by, or sent once.
    public enum Kind {
        ONGOING,
        ONE_OFF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /// Which kind an inbox has; empty where there is none yet.
        static Optional<Kind> of(Channel channel) {
            return switch (channel) {
                case WEB_WIDGET -> Optional.of(ONGOING);
                case API, EMAIL, SMS, TWILIO_SMS -> Optional.of(ONE_OFF);
                case WHATSAPP, LINE, TELEGRAM, FACEBOOK_PAGE, INSTAGRAM, TIKTOK -> Optional.empty();
            };
        }
    }

    /// How far it is. An ongoing one stays active.
    public enum Status {
        ACTIVE,
        PROCESSING,
        PAUSED,
        COMPLETED,
        CANCELLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        boolean isOver() {
            return this == COMPLETED || this == CANCELLED;
        }
    }

    /// On which pages of a website, and after how many seconds there.
    ///
    /// @param url may hold `*` for any text
    @Schema(name = "CampaignTriggers")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Triggers(@Nullable String url, @Nullable Integer timeOnPage) {
        static final Triggers NONE = new Triggers(null, null);
    }

    /// One of those whom it is for: `Label` is the only type.
    @Schema(name = "CampaignAudience")
    record Audience(@Nullable String type, @Nullable Long id) {}

    /// What a client may send.
    @Schema(name = "CampaignDraft")
    @Wrapped("campaign")
    record Draft(
            @Required(whenUpdating = false) @Nullable String title,
            Given<String> description,
            @Required(whenUpdating = false) @Nullable String message,
            @Required(whenUpdating = false) @Nullable Long inboxId,
            Given<Long> senderId,
            @Nullable Boolean enabled,
            @Nullable Instant scheduledAt,
            @Nullable List<Audience> audience,
            @Nullable Triggers triggerRules,
            @Nullable Boolean triggerOnlyDuringBusinessHours,
            Given<Map<String, Object>> templateParams) {

        List<Long> labels() {
            return audience == null
                    ? List.of()
                    : audience.stream()
                            .flatMap(one -> Optional.ofNullable(one.id()).stream())
                            .distinct()
                            .toList();
        }

        /// With what stands where nothing was sent.
        Draft over(Campaign before) {
            return new Draft(
                    title == null ? before.title() : title,
                    Given.of(description.or(before.description())),
                    message == null ? before.message() : message,
                    inboxId == null ? (Long) before.inboxId() : inboxId,
                    Given.of(senderId.or(before.senderId())),
                    enabled == null ? (Boolean) before.enabled() : enabled,
                    scheduledAt == null ? before.scheduledAt() : scheduledAt,
                    audience == null ? Campaign.audience(before.audience()) : audience,
                    triggerRules == null ? before.triggers() : triggerRules,
                    triggerOnlyDuringBusinessHours == null
                            ? (Boolean) before.onlyInBusinessHours()
                            : triggerOnlyDuringBusinessHours,
                    templateParams);
        }
    }

    static List<Audience> audience(List<Long> labels) {
        return labels.stream().map(label -> new Audience("Label", label)).toList();
    }

    /// How many recipients are where.
    @Schema(name = "CampaignProgress")
    record Progress(long total, long pending, long sent, long failed, long skipped) {}

    /// The shape of the API (wire contract 14).
    @Schema(name = "Campaign")
    record Rest(
            long id,
            String title,
            @Nullable String description,
            long accountId,
            Map<String, Object> inbox,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Agent sender,

            String message,
            @Nullable Attributes templateParams,
            String campaignStatus,
            boolean enabled,
            String campaignType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long scheduledAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Audience> audience,

            Triggers triggerRules,
            boolean triggerOnlyDuringBusinessHours,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String pausedBecause,

            String createdAt,
            String updatedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Progress progress) {}

    boolean hasBegun() {
        return begunAt != null;
    }

    /// Whether it waits for nothing any more.
    boolean isDueAt(Instant now) {
        return kind == Kind.ONE_OFF
                && status == Status.ACTIVE
                && enabled
                && !audience.isEmpty()
                && scheduledAt != null
                && !scheduledAt.isAfter(now);
    }
}
