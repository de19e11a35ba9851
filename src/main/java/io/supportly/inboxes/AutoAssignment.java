package io.supportly.inboxes;

import io.supportly.kernel.problems.Faults;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How an inbox shares conversations out among its members by itself.
///
/// @param most how many open conversations of the inbox an agent is given; null: any number
/// @param reassignsOnOffline whether the open ones of who goes offline go to others
public record AutoAssignment(boolean enabled, @Nullable Long most, boolean reassignsOnOffline) {
    private static final String CONFIG = "auto_assignment_config";
    private static final String MOST = "max_assignment_limit";
    private static final String ON_OFFLINE = "reassign_on_offline";
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

    static void check(Faults faults, @Nullable Map<String, Object> config) {
        Object most = config == null ? null : config.get(MOST);
        Object offline = config == null ? null : config.get(ON_OFFLINE);
        faults.check(
                CONFIG + "." + MOST,
                isAbsent(most) || NUMBER.matcher(String.valueOf(most)).matches(),
                "must be a whole number above 0",
                "invalid");
        faults.check(
                CONFIG + "." + ON_OFFLINE,
                isAbsent(offline) || String.valueOf(offline).matches("true|false"),
                "must be true or false",
                "invalid");
    }

    static AutoAssignment of(Map<String, Object> options) {
        Map<?, ?> config = options.get(CONFIG) instanceof Map<?, ?> map ? map : Map.of();
        String most = String.valueOf(config.get(MOST));
        return new AutoAssignment(
                Boolean.TRUE.equals(options.get("enable_auto_assignment")),
                NUMBER.matcher(most).matches() ? Long.valueOf(most) : null,
                "true".equals(String.valueOf(config.get(ON_OFFLINE))));
    }

    private static boolean isAbsent(@Nullable Object value) {
        return value == null || "".equals(value);
    }
}
