package org.amparo.prepare.sites;

import java.io.IOException;

/** Stops the reading of a file of which nothing can be used. The message is the key alone: files may hold anything. */
class UnusableFile extends IOException {

    private static final long serialVersionUID = 1L;

    final transient Problem problem;

    UnusableFile(Problem problem) {
        super(problem.key());
        this.problem = problem;
    }
}
