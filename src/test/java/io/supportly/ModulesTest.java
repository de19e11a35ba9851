package io.supportly;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    @Test
    void a_module_calls_only_what_it_declares() {
        ApplicationModules.of(Supportly.class).verify();
    }
}
