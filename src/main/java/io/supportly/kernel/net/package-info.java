/// The door to the outside: every call to a foreign system goes through `GuardedHttp`, which lets no
/// one reach the network the server stands in. `StandardWebhooks` signs what we send.
@NullMarked
package io.supportly.kernel.net;

import org.jspecify.annotations.NullMarked;
