/// The only technical package. It knows accounts and callers, and no other word of the domain: SQL, HTTP, problems,
/// events, jobs, JSON, files and calls to the outside live in its sub-packages, open to every module.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.supportly.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
