package io.supportly.channels.email;

import io.supportly.kernel.AccountId;
import java.util.Arrays;

/// A message to be mailed, and the event that asks for it; its text names the job.
record ReplyJob(AccountId account, long conversation, long message, long event) {
    String instance() {
        return account + ":" + conversation + ":" + message + ":" + event;
    }

    static ReplyJob of(String instance) {
        long[] parts =
                Arrays.stream(instance.split(":")).mapToLong(Long::parseLong).toArray();
        return new ReplyJob(new AccountId(parts[0]), parts[1], parts[2], parts[3]);
    }
}
