package io.supportly.kernel.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.supportly.kernel.Settings;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// Puts the filters in their order, and our readers of bodies and callers before Spring's own.
@Configuration(proxyBeanMethods = false)
class Web {
    private static final long PREFLIGHT_SECONDS = 3600;
    private static final int WRITTEN_AT_ONCE = 32 * 1024;

    @Bean
    FilterRegistrationBean<Filter> journey(Problems problems, JsonMapper json, Clock clock, MeterRegistry meters) {
        return filter(new Journey(problems, new AccessLog(json, clock), new RequestTimes(meters)), 0);
    }

    @Bean
    FilterRegistrationBean<Filter> trailingSlashes() {
        return filter(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build(), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> putAsPatch() {
        return filter(new PutAsPatch(), 2);
    }

    /// Addresses that other websites embed know for themselves which origins they serve; for all others the operator
    /// says it.
    @Bean
    FilterRegistrationBean<Filter> cors(Settings settings, List<Origins> origins) {
        CorsConfiguration usual = settings.corsOrigins().isEmpty() ? null : cors(settings.corsOrigins());
        var filter = new CorsFilter(request -> origins.stream()
                .flatMap(each -> each.of(request).stream())
                .findFirst()
                .map(Web::cors)
                .orElse(usual));
        filter.setCorsProcessor(new OriginCheck());
        return filter(filter, 3);
    }

    private static CorsConfiguration cors(List<String> patterns) {
        var cors = new CorsConfiguration();
        cors.setAllowedOriginPatterns(patterns);
        cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of("*"));
        cors.setExposedHeaders(List.of(
                "X-Request-Id",
                "X-RateLimit-Limit",
                "X-RateLimit-Remaining",
                "X-RateLimit-Reset",
                "Retry-After",
                "access-token",
                "token-type",
                "client",
                "expiry",
                "uid"));
        cors.setMaxAge(PREFLIGHT_SECONDS);
        return cors;
    }

    @Bean
    FilterRegistrationBean<Filter> authentication(
            List<Authenticator> authenticators, SignIns signIns, Settings settings) {
        return filter(new Authentication(authenticators, signIns, settings), 4);
    }

    @Bean
    FilterRegistrationBean<Filter> rateLimits(Settings settings, Clock clock, MeterRegistry meters) {
        return filter(new RateLimits(settings.rateLimit(), clock, meters), 5);
    }

    @Bean
    FilterRegistrationBean<Filter> idempotency(IdempotencyKeys keys, TransactionTemplate transactions) {
        return filter(new Idempotency(keys, transactions), 6);
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setName(filter.getClass().getSimpleName());
        registration.addUrlPatterns("/*");
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        });
    }

    /// A page of the inbox has 80 KB, which Tomcat would write in ten parts.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> writing() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(WRITTEN_AT_ONCE)));
    }

    @Bean
    WebMvcRegistrations routes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new IndexedRoutes();
            }
        };
    }

    @Bean
    WebMvcConfigurer callers() {
        var callers = new Callers();
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(callers);
            }

            /// Each address has its one format. To refuse another would be to refuse after the work is done.
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
                formats.strategies(List.of(_ -> ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(callers);
            }
        };
    }

    /// Spring asks its own resolvers first; ours have to stand before them to read `@RequestBody`.
    @Bean
    SmartInitializingSingleton bodies(RequestMappingHandlerAdapter adapter) {
        return () -> {
            var resolvers = new ArrayList<HandlerMethodArgumentResolver>();
            resolvers.add(new Bodies());
            resolvers.addAll(Objects.requireNonNull(adapter.getArgumentResolvers()));
            adapter.setArgumentResolvers(resolvers);
        };
    }
}
