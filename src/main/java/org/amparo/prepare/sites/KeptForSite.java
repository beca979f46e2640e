package org.amparo.prepare.sites;

import java.util.UUID;

/** What a module keeps for a site and would let go of with it. A person sees it before the site is removed. */
public interface KeptForSite {
    /** A text with the count as {0}, for example "{0, plural, one {# tablet} other {# tablets}} will stop working." */
    String key();

    int count(UUID site);
}
