package io.supportly.kernel.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An endpoint for the visitor of a website: `website_token` in the query names the inbox, `X-Auth-Token` his session
/// there. The module that gives the sessions out lets nobody else through.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForVisitors {}
