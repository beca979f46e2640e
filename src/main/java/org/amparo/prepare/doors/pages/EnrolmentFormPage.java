package org.amparo.prepare.doors.pages;

import java.util.Map;

public record EnrolmentFormPage(String site, String siteName, String label, Map<String, String> mistakes) {}
