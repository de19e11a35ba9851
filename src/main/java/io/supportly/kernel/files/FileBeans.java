package io.supportly.kernel.files;

import io.supportly.kernel.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The file store of this installation, and the key that its links are signed with.
@Configuration(proxyBeanMethods = false)
class FileBeans {
    @Bean
    FileStore files(Settings settings) {
        return new LocalFiles(settings.home().resolve("files"));
    }

    @Bean
    Thumbnails thumbnails() {
        return new Thumbnails();
    }

    /// The key is made once and kept in the database, so that every node knows it.
    @Bean
    SignedLinks signedLinks(JdbcClient sql, Clock clock) {
        byte[] made = new byte[32];
        new java.security.SecureRandom().nextBytes(made);
        byte[] key = sql.sql("""
                        insert into installation_keys (name, value) values ('links', :made)
                        on conflict (name) do update set name = excluded.name
                        returning value
                        """)
                .param("made", made)
                .query((row, _) -> row.getBytes(1))
                .single();
        return new SignedLinks(key, clock);
    }
}
