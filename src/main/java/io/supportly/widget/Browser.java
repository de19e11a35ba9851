package io.supportly.widget;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a browser says of itself. The order matters: most name others too.
record Browser(
        String browserName, String browserVersion, String deviceName, String platformName, String platformVersion) {
    private static final String UNKNOWN = "Unknown";
    private static final int LONGEST = 1000;

    private record Known(String name, Pattern pattern) {
        static Known of(String name, String pattern) {
            return new Known(name, Pattern.compile(pattern));
        }
    }

    private static final List<Known> BROWSERS = List.of(
            Known.of("Microsoft Edge", "(?:Edg|EdgA|EdgiOS|Edge)/([\\d.]+)"),
            Known.of("Opera", "(?:OPR|Opera)/([\\d.]+)"),
            Known.of("Samsung Browser", "SamsungBrowser/([\\d.]+)"),
            Known.of("Firefox", "(?:Firefox|FxiOS)/([\\d.]+)"),
            Known.of("Chrome", "(?:Chrome|CriOS)/([\\d.]+)"),
            Known.of("Safari", "Version/([\\d.]+).*Safari/"));
    private static final List<Known> PLATFORMS = List.of(
            Known.of("iOS", "(?:iPhone|CPU) OS ([\\d_.]+)"),
            Known.of("Android", "Android ([\\d.]+)"),
            Known.of("Windows", "Windows NT ([\\d.]+)"),
            Known.of("macOS", "Mac OS X ([\\d_.]+)"),
            Known.of("ChromeOS", "CrOS \\S+ ([\\d.]+)"),
            Known.of("Linux", "Linux ?([\\d.]*)"));
    private static final List<Known> DEVICES = List.of(
            Known.of("iPhone", "iPhone()"), Known.of("iPad", "iPad()"), Known.of("Mobile", "Android.*Mobile()"));

    static Browser of(@Nullable String userAgent) {
        String said = userAgent == null ? "" : userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
        String[] browser = find(BROWSERS, said);
        String[] platform = find(PLATFORMS, said);
        return new Browser(browser[0], browser[1], find(DEVICES, said)[0], platform[0], platform[1]);
    }

    private static String[] find(List<Known> known, String said) {
        for (Known each : known) {
            Matcher found = each.pattern().matcher(said);
            if (found.find()) {
                return new String[] {each.name(), found.group(1).replace('_', '.')};
            }
        }
        return new String[] {UNKNOWN, ""};
    }
}
