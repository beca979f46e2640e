package org.amparo.prepare.coverage.pages;

import java.util.Map;

/** The languages that one may say to speak. @param chosen codes with commas */
public record LanguagesPage(Map<String, String> languages, String chosen, Map<String, String> mistakes) {}
