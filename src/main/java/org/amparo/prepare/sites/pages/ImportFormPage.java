package org.amparo.prepare.sites.pages;

import java.util.List;
import java.util.Map;

public record ImportFormPage(
        String kind, String timeZone, String language, List<String> timeZones, Map<String, String> mistakes) {}
