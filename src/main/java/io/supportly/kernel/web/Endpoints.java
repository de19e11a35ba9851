package io.supportly.kernel.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Refuses to start with an endpoint of ours that does not say who may call it, or names a scope that there is not.
@Component
final class Endpoints implements SmartInitializingSingleton {
    private final RequestMappingHandlerMapping requestMappingHandlerMapping;

    Endpoints(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.requestMappingHandlerMapping = requestMappingHandlerMapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> silent = new ArrayList<>();
        List<String> misspelt = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((route, method) -> {
            boolean ours = method.getBeanType().getName().startsWith("io.supportly.");
            boolean says = Stream.of(Allow.class, Open.class, ForVisitors.class, ForPlatformApps.class)
                    .anyMatch(method::hasMethodAnnotation);
            if (ours && !says) {
                silent.add(route.toString());
            }
            Allow allow = method.getMethodAnnotation(Allow.class);
            if (allow != null && !Scopes.ALL.containsKey(allow.scope())) {
                misspelt.add(route + " " + allow.scope());
            }
        });
        if (!silent.isEmpty()) {
            throw new IllegalStateException("Endpoints that do not say who may call them: " + silent);
        }
        if (!misspelt.isEmpty()) {
            throw new IllegalStateException("Endpoints under a scope that there is not: " + misspelt);
        }
    }
}
