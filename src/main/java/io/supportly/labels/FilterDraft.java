package io.supportly.labels;

import io.supportly.kernel.web.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list is asked for by these conditions.
public record FilterDraft(@Required @Nullable List<FilterCondition> payload) {}
