package org.amparo.ground.keys.pages;

import java.util.List;
import org.amparo.ground.web.Problem;

public record ProofPage(String then, boolean hasPasskey, boolean hasPassphrase, List<Problem> problems) {}
