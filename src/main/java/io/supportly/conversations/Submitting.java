package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a customer fills into a message that asks: a choice, a form, a rating, an e-mail address.
@Component
public final class Submitting {
    private static final Duration RATING_OPEN = Duration.ofDays(14);
    private static final String VALUES = "submitted_values";
    private static final String RATING = VALUES + ".csat_survey_response.rating";
    private static final String FEEDBACK = VALUES + ".csat_survey_response.feedback_message";
    private static final int LONGEST = 20_000;

    private final Messages messages;
    private final JsonMapper json;
    private final Clock clock;

    Submitting(Messages messages, JsonMapper json, Clock clock) {
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    public record Answers(
            @Nullable JsonNode submittedValues, @Nullable String submittedEmail) {}

    Message submit(Caller caller, Conversation conversation, Message message, Answers answers) {
        var faults = new Faults();
        var submitted = new LinkedHashMap<String, Object>();
        switch (message.contentType()) {
            case INPUT_EMAIL -> {
                faults.present("submitted_email", answers.submittedEmail())
                        .email("submitted_email", answers.submittedEmail());
                submitted.put("submitted_email", String.valueOf(answers.submittedEmail()));
            }
            case INPUT_SELECT -> submitted.put(VALUES, list(faults, answers, List.of("title", "value")));
            case FORM -> submitted.put(VALUES, list(faults, answers, List.of("name", "value")));
            case INPUT_CSAT -> {
                if (message.createdAt().plus(RATING_OPEN).isBefore(clock.instant())) {
                    throw Problem.invalid(VALUES, "can't be given any more: it is over 14 days");
                }
                submitted.put(VALUES, rating(faults, answers));
            }
            default -> faults.add("id", "is a message that asks for nothing", "invalid");
        }
        faults.orThrow();
        return messages.submit(caller, conversation, message.id(), new Attributes(json.writeValueAsString(submitted)));
    }

    private static JsonNode values(Answers answers) {
        return answers.submittedValues() == null
                ? tools.jackson.databind.node.MissingNode.getInstance()
                : answers.submittedValues();
    }

    private static JsonNode list(Faults faults, Answers answers, List<String> keys) {
        JsonNode values = values(answers);
        if (!values.isArray() || values.isEmpty()) {
            faults.add(VALUES, "must be a list of at least one", "blank");
        }
        for (int i = 0; i < values.size() && values.isArray(); i++) {
            String place = VALUES + "." + i;
            for (String key : keys) {
                JsonNode value = values.get(i).path(key);
                faults.check(place + "." + key, value.isValueNode() && !value.isNull(), "can't be blank", "blank");
            }
        }
        return values;
    }

    private static JsonNode rating(Faults faults, Answers answers) {
        JsonNode response = values(answers).path("csat_survey_response");
        JsonNode rating = response.path("rating");
        JsonNode feedback = response.path("feedback_message");
        faults.check(RATING, rating.isIntegralNumber(), "must be a whole number", "invalid");
        if (rating.isIntegralNumber()) {
            faults.between(RATING, rating.longValue(), 1, 5);
        }
        faults.check(
                        FEEDBACK,
                        feedback.isMissingNode() || feedback.isNull() || feedback.isString(),
                        "must be text",
                        "invalid")
                .atMost(FEEDBACK, feedback.isString() ? feedback.stringValue() : null, LONGEST);
        return values(answers);
    }
}
