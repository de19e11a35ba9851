package io.supportly.channels.email;

import io.supportly.conversations.Dispatch;
import io.supportly.kernel.problems.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whom a message is mailed to: the contact, or those that the message names instead, and those who get a copy.
///
/// @param fault why it can not be; null when it can
record Recipients(
        List<String> to,
        List<String> cc,
        List<String> bcc,
        @Nullable String fault) {
    private static final int MOST = 50;

    static Recipients of(Dispatch dispatch, JsonNode attributes) {
        List<String> named = addresses(attributes, "to_emails");
        String own = dispatch.contact().email() == null
                ? dispatch.sourceId()
                : dispatch.contact().email();
        List<String> to = named.isEmpty() && isAddress(own) ? List.of(own) : named;
        List<String> cc = addresses(attributes, "cc_emails");
        List<String> bcc = addresses(attributes, "bcc_emails");
        return new Recipients(to, cc, bcc, fault(to, cc, bcc));
    }

    /// Clients send a list, or one text with commas.
    private static List<String> addresses(JsonNode attributes, String field) {
        JsonNode sent = attributes.path(field);
        List<String> texts = sent.isArray()
                ? sent.values().stream().map(each -> each.asString("")).toList()
                : List.of(sent.asString(""));
        return texts.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private static @Nullable String fault(List<String> to, List<String> cc, List<String> bcc) {
        var all = new ArrayList<>(to);
        all.addAll(cc);
        all.addAll(bcc);
        if (to.isEmpty()) {
            return "The contact has no e-mail address";
        }
        if (all.size() > MOST) {
            return "More than " + MOST + " recipients";
        }
        return all.stream()
                .filter(address -> !isAddress(address))
                .findFirst()
                .map(address -> address + " is no e-mail address")
                .orElse(null);
    }

    private static boolean isAddress(String text) {
        return text.contains("@") && !new Faults().email("address", text).any();
    }
}
