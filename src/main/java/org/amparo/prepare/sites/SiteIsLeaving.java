package org.amparo.prepare.sites;

import java.util.UUID;

/**
 * Said just before a person's removal of a site, in the same transaction: modules that keep something for the site let
 * go of it now. What must not be lost stops the removal by its foreign key.
 */
public record SiteIsLeaving(UUID site, UUID actor) {}
