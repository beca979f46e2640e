package org.amparo.ground.messages;

/**
 * How many messages may go out now, under a rate and a daily cap that were agreed with a provider. A slice of the rate
 * is kept for pages: replies and messages to many together never touch it. Messages to many slow down when the provider
 * asks, and recover slowly. Counts only; no message leaves a trace in it.
 *
 * <p>It is told the time, in nanoseconds of a clock that never goes back ({@link System#nanoTime}). Safe for several
 * threads.
 */
public final class RateBudget {
    /** Of what replies and messages to many may use, messages to many leave a tenth, so that a reply finds room. */
    private static final double LEFT_FOR_REPLIES = 0.1;

    /** What saved up while nobody sent: small, since providers count each second for itself. */
    private static final double SAVED_SECONDS = 0.1;

    private static final double RECOVERS_PER_SECOND = 0.02;
    private static final double SLOWEST = 1.0 / 64;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final int HOURS = 25; // any 24 hours lie within this one and the 24 before

    private final Bucket reserve;
    private final Bucket common;
    private final Bucket many;
    private final long perDay;
    private final long perDayBesidesPages;
    private final long[] spent = new long[HOURS];
    private long hour;
    private double slowness = 1; // the share of the rate left to messages to many when last slowed
    private long slowedAt;

    /** What a message is for. */
    public enum Use {
        PAGE,
        REPLY,
        MASS
    }

    /**
     * @param perSecond messages per second; above 0
     * @param perDay messages in any 24 hours; 0 for no cap. Pages count, and go out all the same.
     * @param reserved the share of both that is for pages only: 0 to below 1
     */
    public RateBudget(double perSecond, long perDay, double reserved, long now) {
        double others = perSecond * (1 - reserved);
        double forMany = others * (1 - LEFT_FOR_REPLIES);
        // saved for a whole second: a page is not to wait for its own slice to trickle in
        this.reserve = new Bucket(perSecond * reserved, reserved == 0 ? 0 : Math.max(1, perSecond * reserved), now);
        this.common = new Bucket(others, Math.max(1, others * SAVED_SECONDS), now);
        this.many = new Bucket(forMany, Math.max(1, forMany * SAVED_SECONDS), now);
        this.perDay = perDay;
        this.perDayBesidesPages = (long) Math.floor(perDay * (1 - reserved));
        this.slowedAt = now;
        this.hour = Math.floorDiv(now, HOUR);
    }

    /**
     * One page or reply of so many parts, whole or not at all: it goes as soon as there is room for its first part, and
     * what comes after it waits for the rest.
     */
    public synchronized boolean take(Use use, int parts, long now) {
        turn(now);
        if (use == Use.MASS) throw new IllegalArgumentException("Messages to many take what they get");
        if (use == Use.REPLY && left() < parts) return false;
        var from = use == Use.PAGE && reserve.level >= 1 ? reserve : common;
        if (from.level < 1) return false;
        from.level -= parts;
        spend(parts, now);
        return true;
    }

    /** @return how many of the parts may go to many now: 0 to {@code wanted} */
    public synchronized int takeForMany(int wanted, long now) {
        turn(now);
        int granted = (int) Math.min(Math.min(wanted, left()), Math.min(common.level, many.level));
        if (granted <= 0) return 0;
        common.level -= granted;
        many.level -= granted;
        spend(granted, now);
        return granted;
    }

    /** How long until there may be room for one, in nanoseconds; {@link Long#MAX_VALUE} when the day's cap is used up. */
    public synchronized long untilRoom(Use use, long now) {
        turn(now);
        if (use != Use.PAGE && left() < 1) return Long.MAX_VALUE;
        return switch (use) {
            case PAGE -> Math.min(reserve.untilOne(1), common.untilOne(1));
            case REPLY -> common.untilOne(1);
            case MASS -> Math.max(common.untilOne(1), many.untilOne(share(now)));
        };
    }

    /** The provider says that we are too fast: messages to many go at half their pace from here on. */
    public synchronized void slowDown(long now) {
        turn(now);
        if (slowness < 1 && now - slowedAt < SECOND) return; // answers of one and the same rush
        slowness = Math.max(SLOWEST, share(now) / 2);
        slowedAt = now;
        many.level = Math.min(many.level, 0);
    }

    private void turn(long now) {
        reserve.turn(now, 1);
        common.turn(now, 1);
        many.turn(now, share(now));
        long present = Math.floorDiv(now, HOUR);
        for (; hour < present; hour++) spent[Math.floorMod(hour + 1, HOURS)] = 0;
    }

    /** The share of their rate that messages to many have now. */
    private double share(long now) {
        return Math.min(1, slowness + RECOVERS_PER_SECOND * Math.max(0, now - slowedAt) / SECOND);
    }

    private void spend(int parts, long now) {
        spent[Math.floorMod(Math.max(hour, Math.floorDiv(now, HOUR)), HOURS)] += parts;
    }

    private long left() {
        if (perDay == 0) return Long.MAX_VALUE;
        long sum = 0;
        for (long each : spent) sum += each;
        return Math.max(0, perDayBesidesPages - sum);
    }

    private static final class Bucket {
        private final double perSecond;
        private final double most;
        private double level;
        private long at;

        Bucket(double perSecond, double most, long now) {
            this.perSecond = perSecond;
            this.most = most;
            this.level = most;
            this.at = now;
        }

        void turn(long now, double share) {
            if (now <= at) return; // another thread was earlier with a later time
            level = Math.min(most, level + perSecond * share * (now - at) / SECOND);
            at = now;
        }

        long untilOne(double share) {
            if (level >= 1) return 0;
            double nanos = (1 - level) / (perSecond * share) * SECOND;
            return nanos < HOUR ? (long) nanos + 1 : HOUR; // a rate of nothing waits for ever
        }
    }
}
