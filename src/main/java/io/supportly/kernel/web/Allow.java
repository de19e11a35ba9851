package io.supportly.kernel.web;

import io.supportly.kernel.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Who may call an endpoint, and under which OAuth scope. The server does not start with an endpoint that says
/// none of this, [Open], [ForVisitors] and [ForPlatformApps].
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {
    Role role() default Role.AGENT;

    String scope();

    boolean bots() default false;

    /// False for the user's own keys, which an app never reaches, whatever it was granted.
    boolean apps() default true;
}
