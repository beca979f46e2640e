package org.amparo.prepare.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.Members;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One member's shifts: of the last two weeks and the next half year. Names nobody. */
@Component
class MemberCalendar {
    private static final Duration BACK = Duration.ofDays(14);
    private static final Duration AHEAD = Duration.ofDays(182);
    private final CalendarFeeds feeds;
    private final Members members;
    private final OnCall onCall;
    private final Timekeeper timekeeper;

    MemberCalendar(CalendarFeeds feeds, Members members, OnCall onCall, Timekeeper timekeeper) {
        this.feeds = feeds;
        this.members = members;
        this.onCall = onCall;
        this.timekeeper = timekeeper;
    }

    /** Empty for a feed that has ended, or whose member has left. */
    @Transactional(readOnly = true)
    Optional<byte[]> of(UUID feed) {
        return feeds.personOf(feed).flatMap(members::find).map(member -> {
            var now = timekeeper.now();
            var calendar = new ICalendar(Texts.in(member.language(), "calendar.name"), now);
            for (var schedule : onCall.schedules(now)) {
                var summary = Texts.in(member.language(), "calendar.summary", schedule.name());
                for (var shift : schedule.shifts(now.minus(BACK), now.plus(AHEAD))) {
                    if (!shift.member().equals(member.person())) continue;
                    var whole = schedule.whoIsOn(shift.from()).orElse(shift); // not cut at the edge of the window
                    calendar.add(uid(schedule, member.person(), whole.from()), summary, whole.from(), whole.until());
                }
            }
            return calendar.bytes();
        });
    }

    private static String uid(OnCallSchedule schedule, UUID person, Instant from) {
        return UUID.nameUUIDFromBytes((schedule.id() + "|" + person + "|" + from).getBytes(StandardCharsets.UTF_8))
                + "@amparo";
    }
}
