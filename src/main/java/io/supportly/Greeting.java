package io.supportly;

import io.supportly.accounts.FirstRun;
import io.supportly.kernel.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What the console says when the server is ready: where it is and, once, how to get in.
@Component
final class Greeting {
    private static final Logger log = LoggerFactory.getLogger(Greeting.class);

    private final FirstRun firstRun;
    private final Settings settings;

    Greeting(FirstRun firstRun, Settings settings) {
        this.firstRun = firstRun;
        this.settings = settings;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        settings.unknown().forEach(name -> log.warn("{} is set, but is no setting of Supportly", name));
        var login = firstRun.run();
        var out = System.out;
        int port = event.getApplicationContext() instanceof ServletWebServerApplicationContext web
                        && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : settings.port();
        out.println("Supportly is ready at http://localhost:" + port + " (API reference: /docs)");
        login.ifPresent(made -> {
            out.println("  account   " + made.account());
            out.println("  login     " + made.email());
            out.println("  password  " + (settings.adminPassword() == null ? made.password() : "as given"));
            out.println("  token     " + (settings.adminToken() == null ? made.token() : "as given"));
            out.println("Keep these: they are not shown again.");
        });
        out.flush();
    }
}
