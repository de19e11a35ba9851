package io.supportly.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsTest {
    @Test
    void only_configured_origins_may_read_the_answers() {
        try (TestServer server = TestServer.with(Map.of("SUPPORTLY_CORS_ORIGINS", "https://app.example.com"))) {
            Api ada = new World(server).ada;

            Answer asked = ada.with("Origin", "https://app.example.com")
                    .with("Access-Control-Request-Method", "PATCH")
                    .with("Access-Control-Request-Headers", "api_access_token,content-type")
                    .send("OPTIONS", "/labels/1", null)
                    .is(200);
            Answer read =
                    ada.with("Origin", "https://app.example.com").get("/labels").is(200);
            Answer refused = ada.with("Origin", "https://evil.example.com")
                    .with("Access-Control-Request-Method", "GET")
                    .send("OPTIONS", "/labels", null);

            assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
            assertThat(asked.header("Access-Control-Allow-Methods")).contains("PATCH");
            assertThat(asked.header("Access-Control-Allow-Headers")).contains("api_access_token");
            assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
            assertThat(read.header("Access-Control-Expose-Headers")).contains("X-RateLimit-Remaining");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void without_configuration_no_origin_may() {
        Answer answer =
                new World().ada.with("Origin", "https://app.example.com").get("/labels");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
