package org.amparo.prepare.sites;

import java.util.UUID;

/** One site in a list: enough to tell it from its neighbours. Text that is not known is empty. */
public record SiteLine(UUID id, String name, SiteKind kind, String city, String state) {}
