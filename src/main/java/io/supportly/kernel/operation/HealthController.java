package io.supportly.kernel.operation;

import io.supportly.kernel.Version;
import io.supportly.kernel.events.EventReaders;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operation", description = "Whether the server lives and is ready.")
final class HealthController {
    private static final Logger log = LoggerFactory.getLogger(HealthController.class);
    private static final String OK = "ok";
    private static final String FAILING = "failing";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final EventReaders readers;
    private final Migrations migrations;
    private final Clock clock;

    HealthController(EventReaders readers, Migrations migrations, Clock clock) {
        this.readers = readers;
        this.migrations = migrations;
        this.clock = clock;
    }

    record Health(String status) {}

    /// @param migrations `behind` while the database lacks one that this version brings
    /// @param events how many events each reader of the log has not read yet
    record Ready(String status, String database, String migrations, Map<String, Long> events) {}

    record About(String version, String timestamp, String queueServices, String dataServices) {}

    @GetMapping("/health")
    @Open(why = "says only that the process lives")
    @Operation(summary = "Liveness", description = "Answers as long as the process does.")
    Health health() {
        return new Health(OK);
    }

    @GetMapping("/ready")
    @Open(why = "says only what a balancer has to know")
    @Operation(
            summary = "Readiness",
            description =
                    "503 while the database can not be reached or lacks a migration. `events` counts what the readers"
                            + " of the event log have still to read.")
    @ApiResponse(responseCode = "200", description = "Ready")
    @ApiResponse(responseCode = "503", description = "Not ready")
    ResponseEntity<Ready> ready() {
        try {
            boolean migrated = migrations.areApplied();
            var ready = new Ready(migrated ? OK : FAILING, OK, migrated ? OK : "behind", readers.lag());
            return migrated ? ResponseEntity.ok(ready) : unavailable(ready);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Not ready: {}", e.getMessage());
            return unavailable(new Ready(FAILING, FAILING, "unknown", Map.of()));
        }
    }

    private static ResponseEntity<Ready> unavailable(Ready ready) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(ready);
    }

    @GetMapping("/api")
    @Open(why = "clients ask for the version before they sign in")
    @Operation(summary = "Version", description = "The version, the time, and whether the services behind it work.")
    About about() {
        String services = ready().getStatusCode().is2xxSuccessful() ? OK : FAILING;
        return new About(Version.CURRENT, TIMESTAMP.format(clock.instant()), services, services);
    }

    @GetMapping("/docs")
    @Open(why = "leads to the reference")
    @Operation(summary = "Reference", description = "The API reference as a page.")
    @ApiResponse(responseCode = "302", description = "To the reference")
    ResponseEntity<Void> docs() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/docs/index.html"))
                .build();
    }
}
