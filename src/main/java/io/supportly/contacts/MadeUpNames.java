package io.supportly.contacts;

import java.util.concurrent.ThreadLocalRandom;

/// Two words for a customer who has not said his name, so that agents can tell one from another.
public final class MadeUpNames {
    private static final String[] FIRST = {
        "Amber", "Bold", "Brave", "Bright", "Calm", "Clear", "Clever", "Coral", "Crisp", "Eager", "Early", "Fair",
        "Fond", "Gentle", "Glad", "Golden", "Happy", "Honest", "Jolly", "Keen", "Kind", "Light", "Lively", "Lucky",
        "Merry", "Mild", "Noble", "Patient", "Quick", "Quiet", "Silver", "Sunny", "Swift", "Tender", "Warm", "Witty"
    };
    private static final String[] SECOND = {
        "Badger", "Beaver", "Birch", "Breeze", "Brook", "Cedar", "Clover", "Crane", "Dawn", "Dolphin", "Falcon", "Fern",
        "Finch", "Forest", "Harbor", "Heron", "Lark", "Linden", "Lynx", "Maple", "Meadow", "Otter", "Owl", "Panda",
        "Pebble", "Plover", "Raven", "River", "Robin", "Sparrow", "Spruce", "Swan", "Thistle", "Thrush", "Willow",
                "Wren"
    };

    private MadeUpNames() {}

    public static String next() {
        var random = ThreadLocalRandom.current();
        return FIRST[random.nextInt(FIRST.length)] + " " + SECOND[random.nextInt(SECOND.length)];
    }
}
