package io.supportly.kernel.web;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Holds each endpoint to its [Allow], by role and by scope, and gives it the [Caller] as a parameter; or the
/// [Identity], where the path names no account. That is for a user alone.
final class Callers implements HandlerInterceptor, HandlerMethodArgumentResolver {
    static final String CALLER = "supportly.caller";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        Allow allow = method.getMethodAnnotation(Allow.class);
        if (allow == null) {
            return true;
        }
        Identity identity = Authentication.identity(request);
        Caller caller = namesAccount(request) ? caller(request, identity) : null;
        holdToScope(allow, identity, response);
        if (caller != null) {
            request.setAttribute(CALLER, allowed(allow, caller));
        } else if (identity.members().isEmpty()) {
            throw Problem.forbidden();
        }
        return true;
    }

    private static void holdToScope(Allow allow, Identity identity, HttpServletResponse response) {
        if (identity.isApp() && !allow.apps()) {
            throw Problem.of(Kind.FORBIDDEN, "No app may do this in a user's name");
        }
        if (!identity.mayUse(allow.scope())) {
            response.setHeader(
                    "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + allow.scope() + "\"");
            throw Problem.of(Kind.INSUFFICIENT_SCOPE, "The token lacks the scope " + allow.scope());
        }
    }

    private static boolean namesAccount(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                .contains("{account}");
    }

    private static Caller caller(HttpServletRequest request, Identity identity) {
        AccountId account = account(request);
        Caller caller = account == null ? null : identity.callers().get(account);
        if (caller == null) {
            throw Problem.notFound();
        }
        return caller;
    }

    private static Caller allowed(Allow allow, Caller caller) {
        boolean may = switch (caller) {
            case Caller.Member member -> member.may(allow.role(), allow.scope());
            case Caller.Bot _ -> allow.bots();
            case Caller.Visitor _, Caller.Rule _, Caller.System _ -> false;
        };
        if (!may) {
            throw Problem.forbidden();
        }
        return caller;
    }

    private static @Nullable AccountId account(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        Object text = variables instanceof Map<?, ?> map ? map.get("account") : null;
        try {
            return text == null ? null : new AccountId(Long.parseLong(text.toString()));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return Caller.class.isAssignableFrom(type) || type == Identity.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (parameter.getParameterType() == Identity.class) {
            return Authentication.identity(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
        }
        Object caller = request.getAttribute(CALLER, NativeWebRequest.SCOPE_REQUEST);
        if (parameter.getParameterType().isInstance(caller)) {
            return caller;
        }
        throw Problem.forbidden();
    }
}
