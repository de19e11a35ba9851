package io.supportly.conversations;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Written;
import io.supportly.teams.Teams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Pages of the list as they are answered. Most of a page is as it was a moment ago, and writing it costs more than
/// finding it: what was written is kept under the versions of all the rows that it shows, and asked for by those. What
/// else it shows (names of people, bots, inboxes, teams) is remembered as a whole, and another object once it changed.
@Component
final class ConversationPages {
    private static final long MOST_CHARACTERS = 8_000_000;
    /// Links to files are good for longer.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ConversationList list;
    private final ConversationCounts counts;
    private final Conversations conversations;
    private final ConversationViews views;
    private final Members members;
    private final AgentBots bots;
    private final Inboxes inboxes;
    private final Teams teams;
    private final JsonMapper json;
    /// The same set for the same teams, so that keys are compared at a glance.
    private final Interner<Set<Long>> sights = Interner.newWeakInterner();
    private final Cache<Key, Kept> pages = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key _, Kept kept) -> kept.conversation().length())
            .expireAfterWrite(LONGEST)
            .build();

    ConversationPages(
            ConversationList list,
            ConversationCounts counts,
            Conversations conversations,
            ConversationViews views,
            Members members,
            AgentBots bots,
            Inboxes inboxes,
            Teams teams,
            JsonMapper json) {
        this.list = list;
        this.counts = counts;
        this.conversations = conversations;
        this.views = views;
        this.members = members;
        this.bots = bots;
        this.inboxes = inboxes;
        this.teams = teams;
        this.json = json;
    }

    /// @param teams those of the caller, as a team is shown with whether he is in it
    private record Key(AccountId account, ConversationList.Version version, Set<Long> teams) {}

    private record Kept(Written<ConversationViews.Rest> conversation, Names names) {}

    /// What is remembered of the account's names; compared by identity.
    private record Names(Object members, Object bots, Object inboxes, Object teams) {
        boolean isSame(Names other) {
            return members == other.members && bots == other.bots && inboxes == other.inboxes && teams == other.teams;
        }
    }

    private Names names(AccountId account) {
        return new Names(
                members.remembered(account),
                bots.remembered(account),
                inboxes.remembered(account),
                teams.remembered(account));
    }

    record Page(ConversationCounts.Counts counts, List<Written<ConversationViews.Rest>> conversations) {}

    Page page(Caller caller, ConversationQuery query) {
        return page(caller, () -> counted(caller, query));
    }

    /// Of what is found by other means than the list's own.
    Page page(Caller caller, Supplier<ConversationList.Counted> find) {
        AccountId account = caller.account();
        Names names = names(account);
        Set<Long> mine = sights.intern(
                caller instanceof Caller.Member member ? teams.teamsOf(account, member.userId()) : Set.of());
        ConversationList.Counted counted = find.get();
        List<ConversationList.Version> versions = counted.versions();
        var found = new HashMap<Long, Written<ConversationViews.Rest>>();
        var missing = new ArrayList<ConversationList.Version>();
        for (ConversationList.Version version : versions) {
            Kept kept = pages.getIfPresent(new Key(account, version, mine));
            if (kept != null && kept.names().isSame(names)) {
                found.put(version.number(), kept.conversation());
            } else {
                missing.add(version);
            }
        }
        if (!missing.isEmpty()) {
            write(caller, names, mine, missing, found);
        }
        return new Page(
                counted.counts(),
                versions.stream()
                        .map(version -> found.get(version.number()))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private ConversationList.Counted counted(Caller caller, ConversationQuery query) {
        ConversationList.Question counters = list.has(caller, query) ? counts.kept(caller, query) : null;
        return counters == null
                ? new ConversationList.Counted(counts.of(caller, query), list.versions(caller, query))
                : list.counted(caller, query, counters);
    }

    /// They are read after their versions were, and so are as new or newer.
    private void write(
            Caller caller,
            Names names,
            Set<Long> mine,
            List<ConversationList.Version> missing,
            Map<Long, Written<ConversationViews.Rest>> found) {
        List<Conversations.Whole> wholes = conversations.of(
                caller.account(),
                missing.stream().map(ConversationList.Version::number).toList());
        List<ConversationViews.Rest> rests = views.rest(caller, wholes);
        for (int i = 0; i < wholes.size(); i++) {
            found.put(wholes.get(i).conversation().number(), Written.of(json, rests.get(i)));
        }
        Map<Long, Conversation> read = new HashMap<>();
        wholes.forEach(whole -> read.put(whole.conversation().number(), whole.conversation()));
        for (ConversationList.Version version : missing) {
            Conversation conversation = read.get(version.number());
            Written<ConversationViews.Rest> written = found.get(version.number());
            if (conversation != null && written != null && !views.dependsOnTime(conversation)) {
                pages.put(new Key(caller.account(), version, mine), new Kept(written, names));
            }
        }
    }
}
