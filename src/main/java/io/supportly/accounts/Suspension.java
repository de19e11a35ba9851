package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Keeps whoever got as far as an account out of one that is suspended or being deleted, whichever token he has.
@Component
final class Suspension implements WebMvcConfigurer, HandlerInterceptor {
    private static final int BEHIND_CALLERS = 1;

    private final Accounts accounts;

    Suspension(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(BEHIND_CALLERS);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get("account") instanceof String account) {
            accounts.admit(numbered(account));
        }
        return true;
    }

    private static AccountId numbered(String account) {
        try {
            return new AccountId(Long.parseLong(account));
        } catch (NumberFormatException e) {
            throw Problem.notFound();
        }
    }
}
