/// The numbers about the work: how much came in, how fast it was answered and resolved, by agent, inbox, team and
/// label. Hears the event log and keeps [ReportingEvents] (measured durations) and [Rollups] (sums by the quarter hour
/// and the day), from which every report is read; only what is open now is counted where it stands. Counts from the
/// tables of conversations and messages, and changes nothing there. Its door is [Rebuilding], for operators.
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "teams", "labels", "inboxes", "conversations"})
@NullMarked
package io.supportly.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
