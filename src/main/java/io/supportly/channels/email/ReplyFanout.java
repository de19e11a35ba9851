package io.supportly.channels.email;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.mail.Mails;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Makes a job of each message that is to be mailed, and takes back what was deleted before it was sent.
@Component
final class ReplyFanout implements EventConsumer {
    private static final Set<Object> OURS = Set.of("outgoing", "template");

    private final Inboxes inboxes;
    private final Replies replies;
    private final Mails mails;
    private final Jobs jobs;
    private final CustomTask<Void> mailReply;
    private boolean scheduled;

    ReplyFanout(Inboxes inboxes, Replies replies, Mails mails, Jobs jobs, CustomTask<Void> mailReply) {
        this.inboxes = inboxes;
        this.replies = replies;
        this.mails = mails;
        this.jobs = jobs;
        this.mailReply = mailReply;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public void read(List<Event> events) {
        scheduled = false;
        for (Event event : events) {
            if (event.type().equals("conversation_removed") && event.conversationId() != null) {
                mails.forget(event.account(), replies.mails(event.account(), event.conversationId()));
            } else if (event.conversationId() != null && event.messageId() != null && isEmail(event)) {
                hear(event, event.conversationId(), event.messageId());
            }
        }
    }

    private boolean isEmail(Event event) {
        return event.inboxId() != null
                && inboxes.find(event.account(), event.inboxId())
                        .filter(inbox -> inbox.channel() == Channel.EMAIL)
                        .isPresent();
    }

    private void hear(Event event, long conversation, long message) {
        boolean isNew = event.type().equals("message_created")
                && OURS.contains(event.data().getOrDefault("message_type", ""))
                && !Boolean.TRUE.equals(event.data().get("private"));
        if (isNew || Boolean.TRUE.equals(event.data().get("retried"))) {
            jobs.schedule(mailReply, new ReplyJob(event.account(), conversation, message, event.id()).instance(), null);
            scheduled = true;
        } else if (Boolean.TRUE.equals(event.data().get("deleted"))) {
            replies.find(event.account(), conversation, message)
                    .ifPresent(reply -> mails.withdraw(event.account(), List.of(reply.mail())));
        }
    }

    @Override
    public void committed() {
        if (scheduled) {
            jobs.wake();
        }
    }
}
