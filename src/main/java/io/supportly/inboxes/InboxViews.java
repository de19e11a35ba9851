package io.supportly.inboxes;

import io.supportly.kernel.Caller;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an inbox looks in answers: the union of the fields of all channels (wire contract 8), null where another
/// channel's.
public final class InboxViews {
    private InboxViews() {}

    static Map<String, Object> view(Caller caller, Inbox inbox) {
        return view(inbox, caller.isAdministrator());
    }

    /// Without what opens the channel, for answers about something else.
    public static Map<String, Object> withoutSecrets(Inbox inbox) {
        return view(inbox, false);
    }

    private static Map<String, Object> view(Inbox inbox, boolean withSecrets) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", inbox.id());
        view.put("avatar_url", inbox.avatarUrl());
        view.put("channel_id", inbox.id());
        view.put("name", inbox.name());
        view.put("channel_type", inbox.channel().wire());
        view.putAll(inbox.options());
        view.put("working_hours", inbox.workingHours());
        view.put("callback_webhook_url", null);
        for (String setting : List.of(
                "allowed_domains",
                "widget_color",
                "website_url",
                "hmac_mandatory",
                "welcome_title",
                "welcome_tagline",
                "selected_feature_flags",
                "reply_time",
                "messaging_service_sid",
                "phone_number",
                "provider")) {
            view.put(setting, inbox.channelSettings().get(setting));
        }
        view.put("web_widget_script", null);
        view.put("website_token", inbox.channel() == Channel.WEB_WIDGET ? inbox.identifier() : null);
        if (inbox.channel() == Channel.WEB_WIDGET) {
            view.putAll(Website.USUAL);
        }
        if (inbox.channel() == Channel.EMAIL) {
            view.put("forwarding_enabled", false);
        }
        inbox.channelSettings().forEach((key, value) -> {
            if (withSecrets || !Channel.isSecret(key)) {
                view.put(key, value);
            }
        });
        if (inbox.channel() == Channel.API) {
            view.put("inbox_identifier", inbox.identifier());
            view.put("webhook_url", inbox.webhookUrl());
            view.putIfAbsent("hmac_mandatory", false);
            view.putIfAbsent("additional_attributes", Map.of());
        }
        if (withSecrets && (inbox.channel() == Channel.API || inbox.channel() == Channel.WEB_WIDGET)) {
            view.put("hmac_token", inbox.hmacToken());
            view.put("secret", inbox.channel() == Channel.API ? inbox.secret() : null);
        }
        return Collections.unmodifiableMap(view);
    }
}
