package io.supportly.widget;

import io.supportly.conversations.Customers;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.ForVisitors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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

/// Lets nobody but a visitor through to an endpoint [ForVisitors], and gives it the visitor as a parameter.
@Component
final class VisitorGate implements WebMvcConfigurer, HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final String VISITOR = "supportly.visitor";

    private final Visitors visitors;

    VisitorGate(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(ForVisitors.class)) {
            request.setAttribute(VISITOR, visitors.get(request));
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Customers.Customer.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Object visitor = request.getAttribute(VISITOR, NativeWebRequest.SCOPE_REQUEST);
        if (visitor == null) {
            throw Problem.notFound();
        }
        return visitor;
    }
}
