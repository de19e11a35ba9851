package io.supportly.channels.email;

import io.supportly.conversations.Dispatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a mail stands in its thread, for the contact's mail program to show it there: what came in is known by its
/// source id, what went out by the Message-ID that we gave it.
///
/// @param inReplyTo the contact's last mail, or the last of ours where there is none
/// @param references the first of the thread and the last of it, the oldest first
record Threading(@Nullable String inReplyTo, List<String> references) {
    private static final Pattern MESSAGE_ID = Pattern.compile("<?([^\\s<>@]+@[^\\s<>@]+)>?");
    private static final int LONGEST_ID = 255;
    private static final int MOST_LAST = 9;

    static String headerId(Dispatch dispatch, String domain) {
        return "<conversation/" + dispatch.conversation() + "/messages/"
                + dispatch.message().id() + "@" + domain + ">";
    }

    /// @param ours the Message-IDs of what went out, by message
    static Threading of(List<Dispatch.Said> before, Map<Long, String> ours) {
        String incoming = null;
        var chain = new ArrayList<String>();
        for (Dispatch.Said said : before) {
            String id = said.isIncoming() ? messageId(said.sourceId()) : ours.get(said.message());
            if (id != null && !chain.contains(id)) {
                chain.add(id);
                incoming = said.isIncoming() ? id : incoming;
            }
        }
        if (chain.isEmpty()) {
            return new Threading(null, List.of());
        }
        return new Threading(Objects.requireNonNullElse(incoming, chain.getLast()), shortened(chain));
    }

    /// A source id that others gave may be anything; it must not become another header.
    private static @Nullable String messageId(@Nullable String sourceId) {
        var matcher = MESSAGE_ID.matcher(sourceId == null ? "" : sourceId.strip());
        return matcher.matches() && matcher.group(1).length() <= LONGEST_ID ? "<" + matcher.group(1) + ">" : null;
    }

    private static List<String> shortened(List<String> chain) {
        if (chain.size() <= MOST_LAST + 1) {
            return List.copyOf(chain);
        }
        var kept = new ArrayList<String>();
        kept.add(chain.getFirst());
        kept.addAll(chain.subList(chain.size() - MOST_LAST, chain.size()));
        return kept;
    }
}
