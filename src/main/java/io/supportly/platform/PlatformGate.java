package io.supportly.platform;

import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.ForPlatformApps;
import io.supportly.kernel.web.Identities;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets nobody but a platform app through to an endpoint [ForPlatformApps], and gives it the app as a parameter. At
/// the doors of accounts a platform app's token is as good as any that there is not.
@Component
final class PlatformGate implements WebMvcConfigurer, HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final String APP = "supportly.platform-app";
    private static final int BEFORE_CALLERS = -1;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(BEFORE_CALLERS);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        Optional<PlatformApp> app = Identities.of(request).flatMap(PlatformApps::of);
        if (method.hasMethodAnnotation(ForPlatformApps.class)) {
            request.setAttribute(
                    APP,
                    app.orElseThrow(() -> Problem.unauthorized("You need to send the access token of a platform app, in"
                            + " the header api_access_token or as a bearer token")));
        } else if (app.isPresent() && method.hasMethodAnnotation(Allow.class)) {
            throw Problem.unauthorized("Invalid access token");
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PlatformApp.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object app = request.getAttribute(APP, NativeWebRequest.SCOPE_REQUEST);
        if (app == null) {
            throw Problem.notFound();
        }
        return app;
    }
}
