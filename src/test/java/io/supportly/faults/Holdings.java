package io.supportly.faults;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// All that an account has: what nobody touched is the same before and after.
final class Holdings {
    /// Changed by jobs, whoever calls.
    private static final Set<String> BUSY = Set.of(
            "webhook_deliveries",
            "mails",
            "mail_attempts",
            "contact_exports",
            "contact_imports",
            "presences",
            "conversation_counters",
            "conversation_counter_deltas");

    private final World world;
    private final List<String> tables;

    Holdings(World world) {
        this.world = world;
        tables = tables();
    }

    /// Jobs that were set going have ended.
    Map<String, String> settled() {
        world.server
                .sql()
                .sql("select name from event_consumers")
                .query(String.class)
                .list()
                .forEach(world::untilRead);
        var last = new ArrayList<>(List.of(now()));
        var same = new AtomicInteger();
        eventually(() -> {
            Map<String, String> now = now();
            same.set(now.equals(last.getFirst()) ? same.get() + 1 : 0);
            last.set(0, now);
            return same.get() > 3;
        });
        return last.getFirst();
    }

    /// A digest of its rows by table.
    Map<String, String> now() {
        String people = " in (" + world.adaId + ", " + world.brunoId + ")";
        var wheres = new TreeMap<>(Map.of(
                "accounts", "id = " + world.acme,
                "users", "id" + people,
                "sessions", "user_id" + people,
                "access_tokens", "user_id" + people));
        tables.forEach(table -> wheres.put(table, "account_id = " + world.acme));
        wheres.keySet().removeAll(BUSY);
        var sums = new TreeMap<String, String>();
        world.server
                .sql()
                .sql(wheres.entrySet().stream()
                        .map(each -> "select '" + each.getKey() + "', count(*) || coalesce(md5(string_agg(t::text, ' '"
                                + " order by t::text)), '') from " + each.getKey() + " t where " + each.getValue())
                        .collect(Collectors.joining(" union all ")))
                .query(row -> {
                    sums.put(row.getString(1), row.getString(2));
                });
        return sums;
    }

    private List<String> tables() {
        return world.server.sql().sql("""
                        select c.table_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
                        """).query(String.class).list();
    }
}
