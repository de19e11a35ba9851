package io.supportly.inboxes;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Reads an inbox from a row that has all its columns and its members.
@Component
final class InboxRows {
    private final JsonMapper json;
    private final Settings settings;

    InboxRows(JsonMapper json, Settings settings) {
        this.json = json;
        this.settings = settings;
    }

    Inbox inbox(ResultSet row) throws SQLException {
        return new Inbox(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                Channel.ofWire(row.getString("channel_type")),
                map(row.getString("channel")),
                row.getString("identifier"),
                row.getString("hmac_token"),
                row.getString("secret"),
                row.getString("avatar_url").isEmpty() ? "" : settings.baseUrl() + row.getString("avatar_url"),
                options(row),
                List.of(json.readValue(row.getString("working_hours"), WorkingHours[].class)),
                Rows.longOrNull(row, "agent_bot_id"),
                Set.copyOf(Rows.numbers(row, "members")));
    }

    private Map<String, Object> options(ResultSet row) throws SQLException {
        var options = new LinkedHashMap<String, Object>();
        for (String flag : List.of(
                "greeting_enabled",
                "working_hours_enabled",
                "enable_email_collect",
                "csat_survey_enabled",
                "enable_auto_assignment",
                "allow_messages_after_resolved",
                "lock_to_single_conversation")) {
            options.put(flag, row.getBoolean(flag));
        }
        for (String text :
                List.of("greeting_message", "out_of_office_message", "timezone", "sender_name_type", "business_name")) {
            options.put(text, row.getString(text));
        }
        options.put("csat_config", map(row.getString("csat_config")));
        options.put("auto_assignment_config", map(row.getString("auto_assignment_config")));
        return options;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String text) {
        return json.readValue(text, Map.class);
    }
}
