package org.amparo.ground.keys.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

public record RecoveryPage(String email, List<Problem> problems) {}
