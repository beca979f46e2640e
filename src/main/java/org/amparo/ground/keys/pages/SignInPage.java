package org.amparo.ground.keys.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

/** @param then a path of ours */
public record SignInPage(String email, String then, List<Problem> problems) {}
