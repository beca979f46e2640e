package org.amparo.front.home.pages;

/**
 * @param organization the name of the organization that owns this address; empty when several share it
 * @param hotlineName whom to call without signing in, in the organization's own words; empty when it has named nobody
 * @param hotlinePhone as it was typed, such as {@code (312) 555-0110}
 * @param hotlineLink for {@code tel:}, digits and a leading plus only
 */
public record HomePage(String organization, String hotlineName, String hotlinePhone, String hotlineLink) {
    public boolean hasHotline() {
        return !hotlineLink.isEmpty();
    }
}
