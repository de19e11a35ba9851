package io.supportly.sessions;

import io.supportly.accounts.Profile;
import io.supportly.accounts.Profiles;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What an API client is answered when somebody signs in with it, in whatever way.
@Component
final class ClientSessions {
    private final Sessions sessions;
    private final Profiles profiles;

    ClientSessions(Sessions sessions, Profiles profiles) {
        this.sessions = sessions;
        this.profiles = profiles;
    }

    record Data(Profile data) {}

    ResponseEntity<Data> begin(long user, Place place) {
        Profile profile = profiles.get(user);
        Session.Begun begun = sessions.inClient(user, profile.uid(), place);
        return ResponseEntity.ok().headers(begun.headers()).body(new Data(profile));
    }
}
