package org.amparo.ground.keys;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go before they were asked to sign in: a path of ours, or else the day. */
public final class Then {
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,500}");

    private Then() {}

    /** Never another site: two slashes, backslashes, schemes and control characters lead to {@code /today}. */
    public static String ours(@Nullable String asked) {
        return asked != null && OURS.matcher(asked).matches() ? asked : "/today";
    }
}
