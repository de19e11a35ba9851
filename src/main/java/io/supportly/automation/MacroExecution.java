package io.supportly.automation;

import java.io.Serializable;
import java.util.ArrayList;

/// A macro on its way to some conversations.
record MacroExecution(String id, long account, long macro, long user, ArrayList<Long> conversations)
        implements Serializable {}
