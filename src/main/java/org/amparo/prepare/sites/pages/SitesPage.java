package org.amparo.prepare.sites.pages;

import java.util.List;

/** A part of the list. @param all how many there are without the search @param next empty on the last page */
public record SitesPage(
        String search, int found, int all, boolean first, String next, List<Line> lines, boolean mayChange) {

    public record Line(String id, String name, String kind, String place) {}
}
