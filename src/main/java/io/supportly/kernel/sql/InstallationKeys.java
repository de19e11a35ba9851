package io.supportly.kernel.sql;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keys of this installation, each made when it is asked for first and kept in the database, so that every node knows
/// it.
@Component
public final class InstallationKeys {
    private static final int BYTES = 32;

    private final JdbcClient sql;

    InstallationKeys(JdbcClient sql) {
        this.sql = sql;
    }

    public byte[] get(String name) {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        return sql.sql("""
                        insert into installation_keys (name, value) values (:name, :made)
                        on conflict (name) do update set name = excluded.name
                        returning value
                        """)
                .param("name", name)
                .param("made", made)
                .query((row, _) -> row.getBytes(1))
                .single();
    }
}
