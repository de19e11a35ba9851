package io.supportly.kernel.web;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The user whom a request comes from: he himself, and no app in his name.
///
/// @param members who he is in each of his accounts; at least one
public record OwnUser(List<Caller.Member> members) {

    /// Empty also for apps: what they were granted is not to grant more.
    public static Optional<OwnUser> at(HttpServletRequest request) {
        return Optional.ofNullable(Authentication.identityOrNull(request))
                .filter(identity -> identity.scopes() == null)
                .map(OwnUser::membersOf)
                .filter(members -> !members.isEmpty())
                .map(OwnUser::new);
    }

    public static List<Caller.Member> membersOf(Identity identity) {
        return identity.callers().values().stream()
                .filter(Caller.Member.class::isInstance)
                .map(Caller.Member.class::cast)
                .sorted(Comparator.comparingLong(member -> member.account().value()))
                .toList();
    }

    /// What an app may do in his name never reaches his own keys.
    public static void refuseApps(Identity identity) {
        if (identity.scopes() != null) {
            throw Problem.forbidden();
        }
    }

    public long userId() {
        return members.getFirst().userId();
    }
}
