package io.supportly.automation;

import static io.supportly.automation.Operator.OF_CUSTOM;
import static io.supportly.automation.Operator.OF_PHONES;
import static io.supportly.automation.Operator.OF_TEXTS;
import static io.supportly.automation.Operator.OF_THINGS;
import static io.supportly.automation.Operator.OF_WORDS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a condition looks at.
sealed interface Key {
    Set<Operator> operators();

    /// What the event log calls it when it changes; null for what does not tell.
    @Nullable
    String changedAs();

    /// Empty for a key that is not known.
    static Optional<Key> of(Condition condition) {
        String name = String.valueOf(condition.attributeKey());
        if (condition.custom()) {
            return Custom.NAME.matcher(name).matches()
                    ? Optional.of(new Custom(condition.ofContact(), name))
                    : Optional.empty();
        }
        return Arrays.stream(Standard.values())
                .filter(key -> key.word().equals(name))
                .map(Key.class::cast)
                .findFirst();
    }

    /// For the event `conversation_updated` also whether it changed.
    default Set<Operator> operators(@Nullable Trigger trigger) {
        if (trigger != Trigger.CONVERSATION_UPDATED || changedAs() == null) {
            return operators();
        }
        Set<Operator> more = EnumSet.copyOf(operators());
        more.add(Operator.ATTRIBUTE_CHANGED);
        return more;
    }

    enum Standard implements Key {
        CONTENT(OF_TEXTS, null),
        EMAIL(OF_TEXTS, null),
        COUNTRY_CODE(OF_WORDS, null),
        STATUS(OF_WORDS, "status"),
        MESSAGE_TYPE(OF_WORDS, null),
        BROWSER_LANGUAGE(OF_WORDS, null),
        ASSIGNEE_ID(OF_THINGS, "assignee_id"),
        TEAM_ID(OF_THINGS, "team_id"),
        REFERER(OF_TEXTS, null),
        CITY(OF_TEXTS, null),
        COMPANY_NAME(OF_TEXTS, null),
        COMPANY(OF_TEXTS, null),
        INBOX_ID(OF_THINGS, null),
        MAIL_SUBJECT(OF_TEXTS, null),
        PHONE_NUMBER(OF_PHONES, null),
        PRIORITY(OF_WORDS, "priority"),
        CONVERSATION_LANGUAGE(OF_WORDS, null),
        LABELS(OF_THINGS, "label_list"),
        PRIVATE_NOTE(OF_WORDS, null);

        private final Set<Operator> operators;
        private final @Nullable String changedAs;

        Standard(Set<Operator> operators, @Nullable String changedAs) {
            this.operators = operators;
            this.changedAs = changedAs;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Set<Operator> operators() {
            return operators;
        }

        @Override
        public @Nullable String changedAs() {
            return changedAs;
        }
    }

    /// A custom attribute, of the conversation or of its contact.
    record Custom(boolean ofContact, String name) implements Key {
        static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.-]{1,255}");

        @Override
        public Set<Operator> operators() {
            return OF_CUSTOM;
        }

        @Override
        public @Nullable String changedAs() {
            return ofContact ? null : "custom_attributes";
        }
    }
}
