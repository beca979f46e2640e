package org.amparo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/**
 * One round through the first pages, so that the start-up cache which the launcher makes once knows what a start and
 * first visits need. Only in the launcher's training run, on a data folder that is thrown away.
 */
final class Rehearsal {
    private static final List<String> PAGES =
            List.of("/health/ready", "/en", "/es", "/en/sign-in", "/es/sign-in", "/en/what-we-hold", "/en/nowhere");

    private Rehearsal() {}

    static boolean isAsked() {
        return "yes".equals(System.getenv("AMPARO_TRAINING"));
    }

    static int play(int port) {
        for (var page : PAGES) visit(URI.create("http://localhost:" + port + page));
        return 0;
    }

    private static void visit(URI page) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setReadTimeout(10_000);
            connection.setRequestProperty("Accept", "text/html");
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            System.err.println("The rehearsal could not visit " + page.getPath());
        }
    }
}
