package io.supportly.labels;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every definition of a custom attribute in the database; those of an account are remembered together, as each writing
/// of custom attributes asks them.
@Component
public final class AttributeDefinitions {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String COLUMNS = """
            id, display_name, display_type, description, attribute_key, regex_pattern, regex_cue, list_values,
            attribute_model, default_value, created_at, updated_at
            """;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<AccountId, Known> known;

    private record Known(List<AttributeDefinition> all, Map<AttributeModel, AttributeRules> rules) {}

    AttributeDefinitions(JdbcClient sql, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        known = memory.remember(
                "custom_attributes", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    private Known load(AccountId account) {
        List<AttributeDefinition> all = sql.sql("select " + COLUMNS
                        + " from custom_attribute_definitions where account_id = :account order by id")
                .param("account", account.value())
                .query((row, _) -> definition(row))
                .list();
        var rules = new EnumMap<AttributeModel, AttributeRules>(AttributeModel.class);
        for (AttributeModel model : AttributeModel.values()) {
            rules.put(
                    model,
                    AttributeRules.of(all.stream()
                            .filter(definition -> definition.attributeModel() == model)
                            .toList()));
        }
        return new Known(all, rules);
    }

    /// What the account says about the custom attributes of its conversations, contacts or companies; from memory.
    public AttributeRules rules(AccountId account, AttributeModel model) {
        return Objects.requireNonNull(known.get(account).rules().get(model));
    }

    /// In the order in which they were made.
    List<AttributeDefinition> of(AccountId account) {
        return known.get(account).all();
    }

    AttributeDefinition get(AccountId account, long id) {
        return of(account).stream()
                .filter(definition -> definition.id() == id)
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    AttributeDefinition add(AccountId account, AttributeDefinition.Content content) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            AttributeDefinition made = bound(sql.sql("""
                            insert into custom_attribute_definitions (account_id, attribute_model, attribute_key,
                              display_name, display_type, description, regex_pattern, regex_cue, list_values,
                              default_value, created_at, updated_at)
                            values (:account, :model, :key, :name, :type, :description, :pattern, :cue, :values,
                              :default, :now, :now)
                            returning\s""" + COLUMNS), account, content)
                    .query((row, _) -> definition(row))
                    .single();
            known.forget(account);
            return made;
        }));
    }

    AttributeDefinition update(AccountId account, long id, AttributeDefinition.Content content) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            AttributeDefinition after = bound(sql.sql("""
                            update custom_attribute_definitions
                            set attribute_model = :model, attribute_key = :key, display_name = :name,
                              display_type = :type, description = :description, regex_pattern = :pattern,
                              regex_cue = :cue, list_values = :values, default_value = :default, updated_at = :now
                            where account_id = :account and id = :id
                            returning\s""" + COLUMNS), account, content)
                    .param("id", id)
                    .query((row, _) -> definition(row))
                    .optional()
                    .orElseThrow(Problem::notFound);
            known.forget(account);
            return after;
        }));
    }

    private JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, AccountId account, AttributeDefinition.Content content) {
        return statement
                .param("account", account.value())
                .param("model", content.model().ordinal())
                .param("key", content.key())
                .param("name", content.name())
                .param("type", content.type().ordinal())
                .param("description", content.description())
                .param("pattern", content.regexPattern())
                .param("cue", content.regexCue())
                .param("values", content.values().toArray(String[]::new))
                .param("default", content.defaultValue())
                .param("now", Rows.time(clock.instant()));
    }

    /// What was stored under its key stays.
    void remove(AccountId account, long id) {
        transactions.executeWithoutResult(_ -> {
            int removed = sql.sql("delete from custom_attribute_definitions where account_id = :account and id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            if (removed == 0) {
                throw Problem.notFound();
            }
            known.forget(account);
        });
    }

    private static AttributeDefinition definition(ResultSet row) throws SQLException {
        return new AttributeDefinition(
                row.getLong("id"),
                row.getString("display_name"),
                AttributeType.values()[row.getInt("display_type")],
                row.getString("description"),
                row.getString("attribute_key"),
                row.getString("regex_pattern"),
                row.getString("regex_cue"),
                Rows.texts(row, "list_values"),
                AttributeModel.values()[row.getInt("attribute_model")],
                Rows.intOrNull(row, "default_value"),
                Times.iso(Rows.instant(row, "created_at")),
                Times.iso(Rows.instant(row, "updated_at")));
    }
}
