package io.supportly.kernel.openapi;

import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.ForPlatformApps;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/// One path with one method, and what answers there.
///
/// @param place 0 for the first route of the handler, 1 for the next
record Route(String path, String verb, HandlerMethod handler, List<String> produces, int place) {

    static List<Route> of(RequestMappingInfo mapping, HandlerMethod handler) {
        List<String> paths = mapping.getPatternValues().stream().sorted().toList();
        List<String> verbs = mapping.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .map(verb -> verb.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        List<String> produces = mapping.getProducesCondition().getProducibleMediaTypes().stream()
                .map(Object::toString)
                .toList();
        return paths.stream()
                .flatMap(path -> verbs.stream()
                        .map(verb -> new Route(
                                path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"),
                                verb,
                                handler,
                                produces,
                                paths.indexOf(path) * verbs.size() + verbs.indexOf(verb))))
                .toList();
    }

    /// `labels.list`: the controller and its method, so it stays when paths and classes' neighbours change.
    String id() {
        String controller = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        String name = controller.substring(0, 1).toLowerCase(Locale.ROOT) + controller.substring(1) + "."
                + handler.getMethod().getName();
        return place == 0 ? name : name + "." + (place + 1);
    }

    Tag tag() {
        return Objects.requireNonNull(handler.getBeanType().getAnnotation(Tag.class), () -> "No @Tag for " + path);
    }

    @Nullable
    Allow allow() {
        return handler.getMethodAnnotation(Allow.class);
    }

    @Nullable
    Open open() {
        return handler.getMethodAnnotation(Open.class);
    }

    boolean isForVisitors() {
        return handler.hasMethodAnnotation(ForVisitors.class);
    }

    boolean isForPlatformApps() {
        return handler.hasMethodAnnotation(ForPlatformApps.class);
    }

    boolean creates() {
        return verb.equals("post") && !path.startsWith("/oauth/");
    }

    /// Monitors and scrapers are not counted against a limit.
    boolean isLimited() {
        return !List.of("/health", "/ready", "/metrics").contains(path);
    }
}
