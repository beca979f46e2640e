package org.amparo.prepare.coverage;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Times, in order, that neither overlap nor touch. */
record Spans(List<Span> spans) {

    static final Spans NONE = new Spans(List.of());

    /** @param from in it @param until not in it */
    record Span(Instant from, Instant until) {}

    Spans {
        spans = List.copyOf(spans);
    }

    /** All that lies in any of these. */
    static Spans of(Collection<Span> any) {
        var merged = new ArrayList<Span>();
        for (var span : any.stream().sorted(comparing(Span::from)).toList()) {
            if (merged.isEmpty() || span.from().isAfter(merged.getLast().until())) {
                merged.add(span);
                continue;
            }
            var last = merged.removeLast();
            merged.add(new Span(last.from(), span.until().isAfter(last.until()) ? span.until() : last.until()));
        }
        return new Spans(merged);
    }

    /** What of this lies in none of {@code others}. */
    Spans without(Spans others) {
        var left = new ArrayList<Span>();
        var next = 0;
        for (var span : spans) {
            var from = span.from();
            while (next < others.spans.size() && !others.spans.get(next).until().isAfter(from)) next++;
            for (var i = next;
                    i < others.spans.size() && others.spans.get(i).from().isBefore(span.until());
                    i++) {
                var other = others.spans.get(i);
                if (other.from().isAfter(from)) left.add(new Span(from, other.from()));
                if (other.until().isAfter(from)) from = other.until();
            }
            if (from.isBefore(span.until())) left.add(new Span(from, span.until()));
        }
        return new Spans(left);
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    Duration length() {
        return spans.stream().map(s -> Duration.between(s.from(), s.until())).reduce(Duration.ZERO, Duration::plus);
    }
}
