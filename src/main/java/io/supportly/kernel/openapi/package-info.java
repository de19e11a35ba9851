/// The API as an OpenAPI 3.1 document, read from the endpoints themselves: their routes, their [Allow], and the
/// records that they take and answer.
@NullMarked
package io.supportly.kernel.openapi;

import org.jspecify.annotations.NullMarked;
