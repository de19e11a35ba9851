package io.supportly.kernel.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A field without which a body or a query is refused as `blank`. It only says so in the API's document; the check is
/// the draft's own, and a test holds the one against the other.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Required {
    /// Whether also where the same body updates what stands (`PATCH`).
    boolean whenUpdating() default true;

    /// The field on the wire that may stand in its place.
    String unless() default "";
}
