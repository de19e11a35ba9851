/// The journey of a request before and after the feature: ids, callers, limits, bodies, errors, the access log.
@NullMarked
package io.supportly.kernel.web;

import org.jspecify.annotations.NullMarked;
