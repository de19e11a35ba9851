package io.supportly.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.AccountId;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class QueueTest {
    private static final long HOUR = 3600;

    private final TestServer server = TestServer.shared();
    private final World world = new World();

    @Test
    void a_long_queue_is_stepped_over() {
        Endpoint crowded = Endpoint.ofWebhook(world.acme, 900_000_001L);
        Endpoint quiet = Endpoint.ofBot(world.globex, 900_000_002L);

        inVain(sql -> {
            Deliveries deliveries = server.bean(Deliveries.class);
            long start = blocks(sql);
            deliveries.claim(List.of(), 50, 200);
            long usual = blocks(sql) - start;
            fill(sql, crowded, 40_000);
            fill(sql, quiet, 3);
            long before = blocks(sql);

            List<Delivery> claimed = deliveries.claim(List.of(crowded), 50, 200);

            assertThat(claimed)
                    .filteredOn(delivery -> delivery.endpoint().equals(quiet))
                    .hasSize(3);
            assertThat(claimed).noneMatch(delivery -> delivery.endpoint().equals(crowded));
            assertThat(blocks(sql) - before).isLessThan(usual + 200);
        });
    }

    @Test
    void of_each_endpoint_only_a_few_are_taken() {
        Endpoint one = Endpoint.ofWebhook(world.acme, 900_000_003L);
        Endpoint other = Endpoint.ofInbox(world.acme, 900_000_004L);

        inVain(sql -> {
            fill(sql, one, 100);
            fill(sql, other, 100);

            List<Delivery> claimed = server.bean(Deliveries.class).claim(List.of(), 7, 1_000);

            assertThat(claimed)
                    .filteredOn(delivery -> delivery.endpoint().equals(one))
                    .hasSize(7);
            assertThat(claimed)
                    .filteredOn(delivery -> delivery.endpoint().equals(other))
                    .hasSize(7);
        });
    }

    /// In a transaction that nobody else sees.
    private void inVain(Consumer<JdbcClient> work) {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            work.accept(server.bean(JdbcClient.class));
            status.setRollbackOnly();
        });
    }

    private void fill(JdbcClient sql, Endpoint endpoint, int count) {
        AccountId account = endpoint.account();
        sql.sql("""
                        insert into webhook_deliveries (account_id, endpoint, message_id, event, url, payload,
                          next_attempt_at, created_at)
                        select :account, :endpoint, gen_random_uuid(), 'message_created', 'http://x', '{}',
                          :due::timestamptz, :due::timestamptz
                        from generate_series(1, :count)
                        """)
                .param("account", account.value())
                .param("endpoint", endpoint.number())
                .param("due", server.clock().instant().minusSeconds(HOUR).toString())
                .param("count", count)
                .update();
    }

    /// How many pages of the table and its indexes this transaction has read so far.
    private long blocks(JdbcClient sql) {
        Map<String, Object> row = sql.sql("""
                        select sum(pg_stat_get_xact_blocks_fetched(oid))::bigint as blocks from pg_class
                        where relname like 'webhook_deliveries%'
                        """).query().singleRow();
        return ((Number) row.get("blocks")).longValue();
    }
}
