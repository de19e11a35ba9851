package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
                        + " Safari/537.36 Edg/126.0.2592.87 | Microsoft Edge | Windows | 10.0 | Unknown",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/17.5 Mobile/15E148 Safari/604.1 | Safari | iOS | 17.5 | iPhone",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.122"
                        + " Mobile Safari/537.36 | Chrome | Android | 14 | Mobile",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | Firefox | Linux | '' | Unknown",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                        + " Safari/605.1.15 | Safari | macOS | 10.15.7 | Unknown",
                "curl/8.5.0 | Unknown | Unknown | '' | Unknown"
            })
    void what_a_browser_says_is_understood(
            String said, String browser, String platform, String version, String device) {
        Browser found = Browser.of(said);

        assertThat(found.browserName()).isEqualTo(browser);
        assertThat(found.platformName()).isEqualTo(platform);
        assertThat(found.platformVersion()).isEqualTo(version);
        assertThat(found.deviceName()).isEqualTo(device);
    }
}
