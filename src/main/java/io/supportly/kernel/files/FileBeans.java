package io.supportly.kernel.files;

import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.InstallationKeys;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Bean
    SignedLinks signedLinks(InstallationKeys keys, Clock clock) {
        return new SignedLinks(keys.get("links"), clock);
    }
}
