package io.supportly.campaigns;

import io.supportly.campaigns.Recipients.Settled;
import io.supportly.campaigns.Recipients.Waiting;
import io.supportly.campaigns.SmsGateway.Receipt;
import io.supportly.contacts.Contact;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.Settings;
import io.supportly.kernel.net.GuardedHttp;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends text messages: some contacts are claimed, the gateway is called for each, then it is written down how that
/// ended. Gateways know no key by which a call could be repeated safely, so whoever is claimed is never called for
/// again, unless the gateway said that nothing was sent.
@Component
final class CallingGateways implements DisposableBean {
    static final Duration LOST = Duration.ofMinutes(1);
    private static final int AT_ONCE = 8;
    private static final String UNKNOWN =
            "Unknown: the server stopped while the gateway was called, so it was not called again";

    private final Recipients recipients;
    private final Addressing addressing;
    private final JsonMapper json;
    private final Clock clock;
    private final GuardedHttp http;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    CallingGateways(Recipients recipients, Addressing addressing, JsonMapper json, Settings settings, Clock clock) {
        this.recipients = recipients;
        this.addressing = addressing;
        this.json = json;
        this.clock = clock;
        http = new GuardedHttp(settings.allowPrivateNetworks());
    }

    Step some(Campaign campaign, Inbox inbox) {
        SmsGateway gateway = SmsGateway.of(inbox).orElse(null);
        if (gateway == null) {
            return new Step.Stop("The inbox has no credentials of its gateway");
        }
        boolean isSettled = isSettled(campaign);
        List<Waiting> claimed = recipients.claim(campaign, AT_ONCE);
        if (claimed.isEmpty()) {
            return isSettled ? Step.DONE : new Step.Wait(LOST);
        }
        var settled = new ArrayList<Settled>();
        var reachable = new ArrayList<Contact>();
        for (Waiting one : claimed) {
            Addressing.skipped(one, inbox).ifPresentOrElse(settled::add, () -> reachable.add(one.contact()));
        }
        Map<Contact, Receipt> receipts = call(gateway, campaign, inbox, reachable);
        receipts.forEach((contact, receipt) -> settled.add(settled(contact.id(), receipt)));
        recipients.settle(campaign, settled);
        return next(receipts.values().stream().toList());
    }

    /// Whether no call is under way, as far as somebody could still write down how it ends.
    boolean isSettled(Campaign campaign) {
        recipients.giveUp(campaign, clock.instant().minus(LOST), UNKNOWN);
        return !recipients.any(campaign, Recipient.Status.SENDING);
    }

    private static Settled settled(long contact, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted accepted -> new Settled(contact, Recipient.Status.SENT, null, accepted.id());
            case Receipt.Rejected(String why) -> Settled.failed(contact, why);
            case Receipt.Unknown(String why) -> Settled.failed(contact, why);
            case Receipt.Busy _, Receipt.Unusable _ -> Settled.again(contact);
        };
    }

    /// A gateway that answers nobody at all is left alone for a while, or a failure of an hour would cost everybody.
    private static Step next(List<Receipt> receipts) {
        var pause = Duration.ZERO;
        boolean nobodyAnswers = !receipts.isEmpty();
        for (Receipt receipt : receipts) {
            if (receipt instanceof Receipt.Unusable(String why)) {
                return new Step.Stop(why);
            }
            if (receipt instanceof Receipt.Busy(Duration retryAfter) && retryAfter.compareTo(pause) > 0) {
                pause = retryAfter;
            }
            nobodyAnswers &= receipt instanceof Receipt.Unknown;
        }
        Duration longest = nobodyAnswers ? LOST : pause;
        return longest.isZero() ? Step.MORE : new Step.Wait(longest);
    }

    /// All at once. When the server is told to stop meanwhile, what has no answer stays claimed.
    private Map<Contact, Receipt> call(SmsGateway gateway, Campaign campaign, Inbox inbox, List<Contact> contacts) {
        List<Callable<Receipt>> all = contacts.stream()
                .map(contact -> (Callable<Receipt>) () -> call(gateway, campaign, inbox, contact))
                .toList();
        var receipts = new LinkedHashMap<Contact, Receipt>();
        try {
            List<Future<Receipt>> answers = calls.invokeAll(all);
            for (int i = 0; i < answers.size(); i++) {
                receipts.put(contacts.get(i), answers.get(i).get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A call to the gateway of inbox " + inbox.id(), e.getCause());
        }
        return receipts;
    }

    private Receipt call(SmsGateway gateway, Campaign campaign, Inbox inbox, Contact contact) {
        String to = contact.phoneNumber() == null ? "" : contact.phoneNumber();
        return gateway.receipt(json, http.send(gateway.message(json, to, addressing.text(campaign, inbox, contact))));
    }

    @Override
    public void destroy() throws IOException {
        calls.close();
        http.close();
    }
}
