package org.amparo.prepare.sites.pages;

import java.util.List;

/** What would go with a site, shown before it goes. */
public record SiteRemovalPage(String id, String version, String name, List<String> goes) {}
