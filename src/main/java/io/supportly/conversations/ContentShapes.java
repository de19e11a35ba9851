package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the items of a message have to look like that is shown as a choice, as cards, as a form or as articles (wire
/// contract X2). Each fault names its place.
final class ContentShapes {
    private static final String ITEMS = "content_attributes.items";
    private static final int MOST = 100;
    private static final Set<String> CHOICE = Set.of("title", "value");
    private static final Set<String> CARD = Set.of("title", "description", "media_url", "actions");
    private static final Set<String> ACTION = Set.of("type", "text", "uri", "payload");
    private static final Set<String> FIELD = Set.of(
            "type",
            "name",
            "label",
            "placeholder",
            "default",
            "required",
            "pattern",
            "title",
            "pattern_error",
            "options");
    private static final Set<String> OPTION = Set.of("label", "value");
    private static final Set<String> ARTICLE = Set.of("title", "description", "link");

    private ContentShapes() {}

    static void check(Faults faults, ContentType kind, @Nullable Map<String, Object> attributes) {
        Object items = attributes == null ? null : attributes.get("items");
        switch (kind) {
            case INPUT_SELECT -> each(faults, ITEMS, items, CHOICE, (_, _) -> {});
            case CARDS ->
                each(
                        faults,
                        ITEMS,
                        items,
                        CARD,
                        (at, card) -> each(
                                faults,
                                at + ".actions",
                                card.get("actions"),
                                ACTION,
                                (place, action) -> action(faults, place, action)));
            case FORM ->
                each(faults, ITEMS, items, FIELD, (at, field) -> {
                    if (field.get("options") != null) {
                        each(faults, at + ".options", field.get("options"), OPTION, (_, _) -> {});
                    }
                });
            case ARTICLE -> each(faults, ITEMS, items, ARTICLE, (_, _) -> {});
            default -> {}
        }
    }

    private static void action(Faults faults, String at, Map<?, ?> action) {
        Object type = action.get("type");
        faults.oneOf(at + ".type", type == null ? "" : type.toString(), List.of("link", "postback"));
    }

    private interface More {
        void check(String at, Map<?, ?> item);
    }

    private static void each(Faults faults, String at, @Nullable Object value, Set<String> keys, More more) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            faults.add(at, "must be a list of at least one", "blank");
            return;
        }
        if (list.size() > MOST) {
            faults.add(at, "are too many (maximum is " + MOST + ")", "too_long");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String place = at + "." + i;
            if (!(list.get(i) instanceof Map<?, ?> item) || item.isEmpty()) {
                faults.add(place, "must be an object", "invalid");
                continue;
            }
            for (Object key : item.keySet()) {
                faults.check(
                        place + "." + key,
                        key instanceof String name && keys.contains(name),
                        "is not known here, only "
                                + String.join(", ", keys.stream().sorted().toList()),
                        "inclusion");
            }
            more.check(place, item);
        }
    }
}
