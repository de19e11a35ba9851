package io.supportly.campaigns;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The contacts of acme who carry the label `vip`, and the campaigns that go to them.
final class Crowd {
    final World world;
    final long vip;

    Crowd(World world) {
        this.world = world;
        vip = world.ada.post("/labels", Map.of("title", "vip")).is(201).number("id");
    }

    long joins(String name, Map<String, ?> more) {
        var draft = new HashMap<String, Object>(more);
        draft.put("name", name);
        long contact = world.ada.post("/contacts", draft).is(201).number("payload.contact.id");
        world.ada.post("/contacts/" + contact + "/labels", Map.of("labels", List.of("vip")));
        return contact;
    }

    /// So many at once, the n-th under the phone number +1555000000n.
    void join(int many) {
        world.server
                .sql()
                .sql("""
                        insert into contacts (account_id, name, phone_number, labels, created_at, updated_at)
                        select :account, 'P' || n, '+1555' || lpad(n::text, 7, '0'), '{vip}', now(), now()
                        from generate_series(1, :many) n
                        """)
                .param("account", world.acme.value())
                .param("many", many)
                .update();
    }

    Map<String, Object> draft(long inbox, String message) {
        return new HashMap<>(Map.of(
                "title",
                "Spring",
                "message",
                message,
                "inbox_id",
                inbox,
                "audience",
                List.of(Map.of("type", "Label", "id", vip))));
    }

    String begin(long inbox, String message) {
        return begin(draft(inbox, message));
    }

    String begin(Map<String, ?> draft) {
        return "/campaigns/" + world.ada.post("/campaigns", draft).is(201).number("id");
    }

    Answer until(String campaign, String status) {
        eventually(() -> world.ada.get(campaign).string("campaign_status").equals(status));
        return world.ada.get(campaign);
    }

    /// As many conversations as that came of it.
    List<Map<String, Object>> messages(String campaign) {
        return world.server
                .sql()
                .sql("""
                        select contact_id, c.id as number, m.content, m.sender_id, c.status, c.assignee_id
                        from conversations c
                        join messages m on m.account_id = c.account_id and m.conversation_id = c.id
                        where c.account_id = :account and m.campaign_id = :campaign
                        order by contact_id, m.id
                        """)
                .param("account", world.acme.value())
                .param("campaign", Long.parseLong(campaign.replaceAll("\\D", "")))
                .query()
                .listOfRows();
    }
}
