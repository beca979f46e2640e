package org.amparo.prepare.swaps;

import static java.util.stream.Collectors.toMap;
import static org.amparo.ground.access.Role.REVIEWER;
import static org.amparo.ground.languages.Texts.t;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.swaps.pages.SwapFormPage;
import org.amparo.prepare.swaps.pages.SwapsPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own offers, and those made to them. First whom and which shift, then which part and in exchange for what. */
@Controller
class SwapController {
    private static final Duration AHEAD = Duration.ofDays(60);
    private static final int MOST_CHOICES = 200;
    private final Swaps swaps;
    private final AgreeSwap agree;
    private final OnCall onCall;
    private final Members members;
    private final Timekeeper timekeeper;

    SwapController(Swaps swaps, AgreeSwap agree, OnCall onCall, Members members, Timekeeper timekeeper) {
        this.swaps = swaps;
        this.agree = agree;
        this.onCall = onCall;
        this.members = members;
        this.timekeeper = timekeeper;
    }

    @GetMapping("/on-call/swaps")
    @Allowed(REVIEWER)
    @Transactional(readOnly = true)
    public View show(Viewer me) {
        return page(me, "", "", Map.of());
    }

    private View page(Viewer me, String shift, String colleague, Map<String, String> mistakes) {
        var now = timekeeper.now();
        var schedules = onCall.schedules(now).stream().collect(toMap(OnCallSchedule::id, s -> s));
        var names = members.all().stream().collect(toMap(Member::person, Member::name));
        var rows = swaps.of(me.id()).stream()
                .map(s -> new SwapsPage.Row(
                        s.id().toString(),
                        names.getOrDefault(
                                s.offeredBy().equals(me.id()) ? s.offeredTo() : s.offeredBy(), t("oncall.gone")),
                        s.offeredBy().equals(me.id()),
                        said(s.given(), schedules),
                        said(s.taken(), schedules),
                        s.state() == Swap.State.OFFERED && s.past(now)
                                ? "PAST"
                                : s.state().name(),
                        !s.past(now)))
                .toList();
        return View.of(
                "prepare/swaps",
                new SwapsPage(rows, shiftsOf(me.id(), now), colleagues(me), shift, colleague, mistakes));
    }

    @GetMapping("/on-call/swaps/new")
    @Allowed(REVIEWER)
    @Transactional(readOnly = true)
    public View begin(
            @RequestParam(defaultValue = "") String shift,
            @RequestParam(defaultValue = "") String colleague,
            Viewer me) {
        var mistakes = new LinkedHashMap<String, String>();
        var given = part(shift);
        if (given == null || !shiftsOf(me.id(), timekeeper.now()).containsKey(shift))
            mistakes.put("shift", t("oncall.form.choose"));
        if (!colleagues(me).containsKey(colleague)) mistakes.put("colleague", t("oncall.form.choose"));
        if (given == null || !mistakes.isEmpty())
            return page(me, shift, colleague, mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
        var zone = schedule(given).rotation().zone();
        return form(
                me,
                shift,
                colleague,
                local(given.from().atZone(zone).toLocalDateTime()),
                local(given.until().atZone(zone).toLocalDateTime()),
                "",
                Map.of());
    }

    @PostMapping("/on-call/swaps")
    @Allowed(REVIEWER)
    @Transactional
    public View offer(
            @RequestParam(defaultValue = "") String shift,
            @RequestParam(defaultValue = "") String colleague,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String exchange,
            Viewer me) {
        var now = timekeeper.now();
        var whole = part(shift);
        if (whole == null || !colleagues(me).containsKey(colleague)) throw Refusal.notFound();
        var to = UUID.fromString(colleague);
        var mistakes = new LinkedHashMap<String, String>();
        var begins = edge(whole, from, whole.from());
        var ends = edge(whole, until, whole.until());
        if (begins == null || begins.isBefore(whole.from()) || !begins.isBefore(whole.until()))
            mistakes.put("from", t("swap.part.outside"));
        if (ends == null || ends.isAfter(whole.until()) || !ends.isAfter(whole.from()))
            mistakes.put("until", t("swap.part.outside"));
        else if (begins != null && !ends.isAfter(begins)) mistakes.put("until", t("oncall.standIn.order"));
        if (!exchange.isEmpty() && !shiftsOf(to, now).containsKey(exchange))
            mistakes.put("exchange", t("oncall.form.choose"));
        if (begins == null || ends == null || !mistakes.isEmpty())
            return form(me, shift, colleague, from, until, exchange, mistakes).status(HttpStatus.UNPROCESSABLE_CONTENT);
        agree.offer(me.id(), to, new Swap.Part(whole.schedule(), begins, ends), part(exchange));
        return View.redirectTo("/on-call/swaps");
    }

    private View form(
            Viewer me,
            String shift,
            String colleague,
            String from,
            String until,
            String exchange,
            Map<String, String> mistakes) {
        var now = timekeeper.now();
        var choices = new LinkedHashMap<String, String>();
        choices.put("", t("swap.nothing"));
        choices.putAll(shiftsOf(UUID.fromString(colleague), now));
        return View.of(
                "prepare/swapForm",
                new SwapFormPage(
                        shift,
                        shiftsOf(me.id(), now).getOrDefault(shift, ""),
                        colleague,
                        colleagues(me).getOrDefault(colleague, ""),
                        from,
                        until,
                        exchange,
                        choices,
                        mistakes));
    }

    @PostMapping("/on-call/swaps/{id}/acceptances")
    @Allowed(REVIEWER)
    View accept(@PathVariable UUID id, Viewer me) {
        agree.accept(id, me.id());
        return View.redirectTo("/on-call/swaps");
    }

    @PostMapping("/on-call/swaps/{id}/refusals")
    @Allowed(REVIEWER)
    View decline(@PathVariable UUID id, Viewer me) {
        agree.decline(id, me.id());
        return View.redirectTo("/on-call/swaps");
    }

    @PostMapping("/on-call/swaps/{id}/withdrawals")
    @Allowed(REVIEWER)
    View withdraw(@PathVariable UUID id, Viewer me) {
        agree.withdraw(id, me.id());
        return View.redirectTo("/on-call/swaps");
    }

    @PostMapping("/on-call/swaps/{id}/returns")
    @Allowed(REVIEWER)
    View offerBack(@PathVariable UUID id, Viewer me) {
        agree.offerBack(id, me.id());
        return View.redirectTo("/on-call/swaps");
    }

    private Map<String, String> colleagues(Viewer me) {
        var colleagues = new LinkedHashMap<String, String>();
        for (var member : members.with(REVIEWER))
            if (!member.person().equals(me.id())) colleagues.put(member.person().toString(), member.name());
        return colleagues;
    }

    /** Their shifts that are not over, by what stands for them in a form. */
    private Map<String, String> shiftsOf(UUID person, Instant now) {
        var shifts = new LinkedHashMap<String, String>();
        for (var schedule : onCall.schedules(now))
            for (var shift : schedule.shifts(now, now.plus(AHEAD)))
                if (shift.member().equals(person) && shifts.size() < MOST_CHOICES) {
                    var whole = schedule.whoIsOn(shift.from()).orElse(shift);
                    var part = new Swap.Part(schedule.id(), whole.from(), whole.until());
                    shifts.put(schedule.id() + "|" + part.from() + "|" + part.until(), said(part, schedule));
                }
        return shifts;
    }

    private static Swap.@Nullable Part part(String typed) {
        var words = typed.split("\\|", -1);
        try {
            return words.length == 3
                    ? new Swap.Part(UUID.fromString(words[0]), Instant.parse(words[1]), Instant.parse(words[2]))
                    : null;
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /** As the clock at the place of the schedule shows it. What was left as it was shown is the very edge of the shift. */
    private @Nullable Instant edge(Swap.Part whole, String typed, Instant shown) {
        var zone = schedule(whole).rotation().zone();
        if (typed.equals(local(shown.atZone(zone).toLocalDateTime()))) return shown;
        try {
            return LocalDateTime.parse(typed.strip().replace(' ', 'T'))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String local(LocalDateTime time) {
        return time.toString().substring(0, 16);
    }

    private OnCallSchedule schedule(Swap.Part part) {
        return onCall.schedule(part.schedule(), timekeeper.now()).orElseThrow(Refusal::notFound);
    }

    private static String said(Swap.@Nullable Part part, Map<UUID, OnCallSchedule> schedules) {
        if (part == null) return "";
        var schedule = schedules.get(part.schedule());
        return schedule == null ? "" : said(part, schedule);
    }

    private static String said(Swap.Part part, OnCallSchedule schedule) {
        try (var speaking = Texts.speak(Texts.language(), schedule.rotation().zone())) {
            return t("swap.shift", schedule.name(), Texts.dateTime(part.from()), Texts.dateTime(part.until()));
        }
    }
}
