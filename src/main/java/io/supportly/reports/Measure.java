package io.supportly.reports;

/// What a reporting event measures; the place in this list is its number in the database.
enum Measure {
    FIRST_RESPONSE,
    REPLY_TIME,
    CONVERSATION_RESOLVED,
    CONVERSATION_OPENED,
    CONVERSATION_BOT_HANDOFF,
    CONVERSATION_BOT_RESOLVED;

    static Measure of(int code) {
        return values()[code];
    }
}
