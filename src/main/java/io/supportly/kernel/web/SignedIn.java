package io.supportly.kernel.web;

import io.supportly.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The user whom a request comes from, for the few pages that show something else to who is not signed in.
///
/// @param members who he is in each of his accounts; at least one
public record SignedIn(List<Caller.Member> members) {

    /// Empty also for apps: what they were granted is not to grant more.
    public static Optional<SignedIn> at(HttpServletRequest request) {
        return Optional.ofNullable(Authentication.identityOrNull(request))
                .filter(identity -> identity.scopes() == null)
                .map(SignedIn::membersOf)
                .filter(members -> !members.isEmpty())
                .map(SignedIn::new);
    }

    public static List<Caller.Member> membersOf(Identity identity) {
        return identity.callers().values().stream()
                .filter(Caller.Member.class::isInstance)
                .map(Caller.Member.class::cast)
                .sorted(Comparator.comparingLong(member -> member.account().value()))
                .toList();
    }

    public long userId() {
        return members.getFirst().userId();
    }
}
