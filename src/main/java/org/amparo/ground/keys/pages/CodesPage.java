package org.amparo.ground.keys.pages;

import java.util.List;

/** @param codes empty before they are made; then shown this once */
public record CodesPage(List<String> codes, int left, String owner) {}
