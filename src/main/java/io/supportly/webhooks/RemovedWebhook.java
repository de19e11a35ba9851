package io.supportly.webhooks;

import java.io.Serializable;

/// What the job needs to know of a webhook that is gone, to take its deliveries away.
record RemovedWebhook(long account, long id) implements Serializable {}
