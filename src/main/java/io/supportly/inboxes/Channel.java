package io.supportly.inboxes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The kinds of channel: what each is called on the wire, and which settings it needs and may have (wire contract 8.3).
public enum Channel {
    WEB_WIDGET(
            "Channel::WebWidget",
            List.of("website_url"),
            List.of(
                    "widget_color",
                    "welcome_title",
                    "welcome_tagline",
                    "reply_time",
                    "pre_chat_form_enabled",
                    "pre_chat_form_options",
                    "continuity_via_email",
                    "hmac_mandatory",
                    "allowed_domains",
                    "selected_feature_flags")),
    API("Channel::Api", List.of(), List.of("webhook_url", "hmac_mandatory", "additional_attributes")),
    EMAIL(
            "Channel::Email",
            List.of("email"),
            List.of(
                    "forward_to_email",
                    "imap_enabled",
                    "imap_login",
                    "imap_password",
                    "imap_address",
                    "imap_port",
                    "imap_enable_ssl",
                    "imap_authentication",
                    "smtp_enabled",
                    "smtp_login",
                    "smtp_password",
                    "smtp_address",
                    "smtp_port",
                    "smtp_domain",
                    "smtp_enable_ssl_tls",
                    "smtp_enable_starttls_auto",
                    "smtp_openssl_verify_mode",
                    "smtp_authentication")),
    LINE("Channel::Line", List.of("line_channel_id", "line_channel_secret", "line_channel_token"), List.of()),
    TELEGRAM("Channel::Telegram", List.of("bot_token"), List.of()),
    WHATSAPP("Channel::Whatsapp", List.of("phone_number"), List.of("provider", "provider_config")),
    SMS("Channel::Sms", List.of("phone_number"), List.of("provider_config", "api_base_url")),
    TWILIO_SMS(
            "Channel::TwilioSms",
            List.of("account_sid", "auth_token"),
            List.of("phone_number", "messaging_service_sid", "medium", "api_key_sid", "api_base_url")),
    FACEBOOK_PAGE("Channel::FacebookPage", List.of("page_id", "page_access_token"), List.of("user_access_token")),
    INSTAGRAM("Channel::Instagram", List.of("instagram_id", "access_token"), List.of()),
    TIKTOK("Channel::Tiktok", List.of("business_id", "access_token"), List.of());

    static final List<String> WORDS = Arrays.stream(values()).map(Channel::word).toList();

    /// Settings that open the channel to whoever reads them: only administrators do.
    private static final List<String> SECRETS = List.of(
            "line_channel_secret",
            "line_channel_token",
            "bot_token",
            "provider_config",
            "auth_token",
            "account_sid",
            "api_key_sid",
            "page_access_token",
            "user_access_token",
            "access_token");

    private final String wire;
    private final List<String> required;
    private final List<String> optional;

    Channel(String wire, List<String> required, List<String> optional) {
        this.wire = wire;
        this.required = required;
        this.optional = optional;
    }

    /// As in `"channel_type": "Channel::Api"`.
    public String wire() {
        return wire;
    }

    /// As in a request's `"type": "api"`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> required() {
        return required;
    }

    static boolean isSecret(String setting) {
        return SECRETS.contains(setting) || setting.startsWith("imap_") || setting.startsWith("smtp_");
    }

    boolean knows(String setting) {
        return required.contains(setting) || optional.contains(setting);
    }

    static Optional<Channel> find(@Nullable String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word) || channel.wire.equals(word))
                .findFirst();
    }

    static Channel ofWire(String wire) {
        return find(wire).orElseThrow();
    }
}
