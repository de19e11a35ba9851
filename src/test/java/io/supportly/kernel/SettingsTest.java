package io.supportly.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void without_an_environment_everything_has_a_value() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.port()).isEqualTo(3000);
        assertThat(settings.home()).isAbsolute().endsWithRaw(Path.of("data"));
        assertThat(settings.baseUrl()).isEqualTo("http://localhost:3000");
        assertThat(settings.rateLimit()).isEqualTo(300);
        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.metricsToken()).isNull();
        assertThat(settings.inboundDomain()).isNull();
        assertThat(settings.mailDomain()).isEqualTo("supportly.invalid");
        assertThat(settings.unknown()).isEmpty();
    }

    @Test
    void an_empty_value_is_none() {
        assertThat(Settings.of(Map.of("PORT", "", "DATABASE_URL", " ")).databaseUrl())
                .isNull();
    }

    @Test
    void good_values_are_taken() {
        Settings settings = Settings.of(Map.of(
                "PORT", "8080",
                "DATABASE_URL", "postgres://me:p%40ss@db:5432/support?sslmode=require",
                "SUPPORTLY_BASE_URL", "https://support.example.com/",
                "SUPPORTLY_CORS_ORIGINS", "https://app.example.com, http://localhost:5173",
                "SUPPORTLY_METRICS_TOKEN", "0123456789abcdef",
                "SUPPORTLY_INBOUND_DOMAIN", "Mail.Example.com"));

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.baseUrl()).isEqualTo("https://support.example.com");
        assertThat(settings.inboundDomain()).isEqualTo("mail.example.com");
        assertThat(settings.corsOrigins()).containsExactly("https://app.example.com", "http://localhost:5173");
        assertThat(settings.metricsToken()).isEqualTo("0123456789abcdef");
        assertThat(Settings.of(Map.of("DATABASE_URL", "jdbc:postgresql://db/support"))
                        .databaseUrl())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, http",
        "SUPPORTLY_INBOUND_DOMAIN, support@example.com",
        "SUPPORTLY_INBOUND_DOMAIN, exa mple.com",
        "PORT, 65536",
        "PORT, -1",
        "DATABASE_URL, mysql://db/support",
        "DATABASE_URL, postgres://db",
        "DATABASE_URL, postgres://me:p@ss word@db/support",
        "DATABASE_URL, jdbc:mysql://db/support",
        "SUPPORTLY_BASE_URL, support.example.com",
        "SUPPORTLY_BASE_URL, ftp://support.example.com",
        "SUPPORTLY_BASE_URL, https://",
        "SUPPORTLY_RATE_LIMIT, 0",
        "SUPPORTLY_RATE_LIMIT, many",
        "SUPPORTLY_CORS_ORIGINS, app.example.com",
        "SUPPORTLY_CORS_ORIGINS, https://app.example.com/path",
        "SUPPORTLY_CORS_ORIGINS, https://me@app.example.com",
        "SUPPORTLY_CORS_ORIGINS, https://*.example.com",
        "SUPPORTLY_ALLOW_PRIVATE_NETWORKS, yes",
        "SUPPORTLY_EVENT_RETENTION_DAYS, 0",
        "SMTP_URL, mail.example.com",
        "SUPPORTLY_METRICS_TOKEN, short",
        "SUPPORTLY_ADMIN_EMAIL, ada",
        "SUPPORTLY_ADMIN_PASSWORD, seven77",
        "SUPPORTLY_ADMIN_TOKEN, short"
    })
    void a_bad_value_is_named(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(Settings.Unusable.class)
                .hasMessageContaining(name + " must");
    }

    @Test
    void a_home_that_is_a_file_is_named(@TempDir Path folder) throws Exception {
        Path file = java.nio.file.Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Settings.of(Map.of("SUPPORTLY_HOME", file.toString())))
                .hasMessageContaining("SUPPORTLY_HOME must be a folder");
    }

    @Test
    void every_fault_is_listed_at_once_and_no_secret_repeated() {
        assertThatThrownBy(() -> Settings.of(Map.of(
                        "PORT", "x",
                        "SUPPORTLY_RATE_LIMIT", "y",
                        "DATABASE_URL", "mysql://root:hunter2@db/x",
                        "SUPPORTLY_ADMIN_PASSWORD", "pass1")))
                .hasMessageContaining("PORT")
                .hasMessageContaining("SUPPORTLY_RATE_LIMIT")
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("SUPPORTLY_ADMIN_PASSWORD")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("pass1");
    }

    @Test
    void a_name_that_is_no_setting_is_told_but_no_fault() {
        assertThat(Settings.of(Map.of("SUPPORTLY_RATELIMIT", "5", "HOME", "/root", "SUPPORTLY_HOME", "data"))
                        .unknown())
                .containsExactly("SUPPORTLY_RATELIMIT");
    }
}
