/// `./supportly demo`: fills an account with data to look at, or with very much of it to measure on. Works on the
/// database beside a running server and appends no events: nobody is told of people who do not exist.
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
