package io.supportly.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Spring's routes, found by an index. Spring tries the patterns of all routes one after the other, and ours all begin
/// alike: with two hundred of them that was a tenth of a request. What the index does not find is left to Spring, with
/// its answers for wrong methods and unknown paths.
final class IndexedRoutes extends RequestMappingHandlerMapping {
    private static final String ANY = "*";
    /// The step that tells routes apart, as `conversations` in `/api/v1/accounts/{account}/conversations`.
    private static final int TELLING = 5;

    private volatile @Nullable Map<Key, List<Known>> index;

    private record Key(String method, int steps, String telling) {
        static Key of(String method, String[] steps) {
            String telling = steps.length > TELLING ? steps[TELLING] : "";
            return new Key(method, steps.length, telling.startsWith("{") ? ANY : telling);
        }

        Key anyTelling() {
            return new Key(method, steps, ANY);
        }
    }

    /// Kept with its handler: Spring makes a new map of all handlers whenever it is asked for them.
    private record Known(RequestMappingInfo route, HandlerMethod handler) {}

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        Key key = Key.of(request.getMethod(), path.split("/", -1));
        var matches = new ArrayList<RequestMappingInfo>();
        var handlers = new HashMap<RequestMappingInfo, HandlerMethod>();
        for (Key each : List.of(key, key.anyTelling())) {
            for (Known known : index().getOrDefault(each, List.of())) {
                RequestMappingInfo match = getMatchingMapping(known.route(), request);
                if (match != null) {
                    matches.add(match);
                    handlers.put(match, known.handler());
                }
            }
        }
        if (matches.isEmpty()) {
            return super.lookupHandlerMethod(path, request);
        }
        matches.sort(getMappingComparator(request));
        RequestMappingInfo best = matches.getFirst();
        HandlerMethod handler = handlers.get(best);
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
        handleMatch(best, path, request);
        return handler;
    }

    private Map<Key, List<Known>> index() {
        Map<Key, List<Known>> made = index;
        if (made == null) {
            made = indexed();
            index = made;
        }
        return made;
    }

    private Map<Key, List<Known>> indexed() {
        var made = new HashMap<Key, List<Known>>();
        getHandlerMethods().forEach((route, handler) -> {
            for (String pattern : route.getPatternValues()) {
                for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                    made.computeIfAbsent(Key.of(method.name(), pattern.split("/", -1)), _ -> new ArrayList<>())
                            .add(new Known(route, handler));
                }
            }
        });
        return made;
    }
}
