package io.supportly.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What is told in the small demo: the desk of a shop for printers and ink, and who wrote to it in which language.
record Script(Desk desk, List<Person> people, List<Dialogue> dialogues) {
    private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pt", "ja", "it");

    record Desk(List<Agent> agents, List<Team> teams, List<Label> labels, List<Inbox> inboxes) {}

    record Agent(String key, String name, String availability) {}

    record Team(String key, String name, String description, List<String> members) {}

    record Label(String title, String description, String color) {}

    record Inbox(String key, String name, String channelType, Map<String, Object> channel, List<String> members) {}

    /// @param email null for somebody of whom only the browser is known
    record Person(
            String key,
            String name,
            @Nullable String email,
            @Nullable String phone,
            String city,
            String country,
            String countryCode,
            @Nullable String company,
            @Nullable List<String> labels) {}

    /// @param picture what [Sketches] draws to the first message
    /// @param hours how long ago the last message was written
    /// @param messages each begins with who wrote it: `>` the customer, `<` the agent, `#` the agent in a note
    record Dialogue(
            String with,
            String in,
            @Nullable String team,
            @Nullable List<String> labels,
            String status,
            @Nullable String priority,
            @Nullable String agent,
            double hours,
            @Nullable String picture,
            List<String> messages) {

        List<Line> lines() {
            return messages.stream().map(Line::of).toList();
        }

        Optional<String> sketch() {
            return Optional.ofNullable(picture);
        }
    }

    record Line(boolean fromCustomer, boolean isPrivate, String text) {
        static Line of(String written) {
            return new Line(written.charAt(0) == '>', written.charAt(0) == '#', written.substring(2));
        }
    }

    private record Chapter(List<Person> people, List<Dialogue> conversations) {}

    /// Oldest conversations first, as their numbers go.
    static Script read(JsonMapper json) {
        List<Person> people = new ArrayList<>();
        List<Dialogue> dialogues = new ArrayList<>();
        for (String language : LANGUAGES) {
            Chapter chapter = read(json, language, Chapter.class);
            people.addAll(chapter.people());
            dialogues.addAll(chapter.conversations());
        }
        dialogues.sort((one, other) -> Double.compare(other.hours(), one.hours()));
        return new Script(read(json, "desk", Desk.class), people, dialogues);
    }

    private static <T> T read(JsonMapper json, String name, Class<T> type) {
        try (InputStream in = Script.class.getResourceAsStream("/demo/" + name + ".json")) {
            return json.readValue(Objects.requireNonNull(in), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
