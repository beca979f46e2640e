package org.amparo.ground.privacy.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Legal holds, and the form for a new one with what was typed. */
public record HoldsPage(List<Hold> holds, List<Choice> classes, Form form, List<String> problems) {

    public record Hold(
            UUID id,
            String covers,
            String reason,
            Instant placedAt,
            Instant reviewBy,
            boolean toReview,
            @Nullable Instant releasedAt) {}

    public record Choice(String value, String text) {}

    public record Form(String scope, String recordClass, String subject, String reason, String reviewBy) {
        public static final Form EMPTY = new Form("", "", "", "", "");
    }

    public boolean chosen(String scope) {
        return form.scope().equals(scope);
    }
}
