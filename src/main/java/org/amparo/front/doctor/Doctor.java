package org.amparo.front.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.amparo.ground.postgres.CannotStart;
import org.amparo.ground.smtp.SmtpReach;
import org.amparo.ground.storage.OpenDatabase;

/**
 * Looks at an installation, running or not, and changes nothing: {@code ./amparo doctor}. What is not running is started
 * for the time of the visit.
 */
public final class Doctor {
    private final Path data;
    private final Map<String, String> environment;

    public Doctor(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
    }

    /**
     * @param tell takes a line for each thing that was looked at
     * @return 0 when all is well, else 1
     */
    public int visit(Consumer<String> tell) {
        var findings = findings();
        findings.forEach(finding -> tell.accept(finding.line()));
        long wrong = findings.stream().filter(finding -> !finding.well()).count();
        tell.accept(wrong == 0 ? "All is well." : wrong == 1 ? "One thing is wrong." : wrong + " things are wrong.");
        return wrong == 0 ? 0 : 1;
    }

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(Machine.java());
        if (!Files.isDirectory(data)) {
            findings.add(Finding.wrong("There is no data folder " + data
                    + " yet. ./amparo run makes one; or say where it is with --data or AMPARO_DATA."));
            return findings;
        }
        findings.addAll(new Machine(data).folder());
        findings.add(smtp());
        findings.addAll(database());
        return findings;
    }

    private Finding smtp() {
        return SmtpReach.problem(environment)
                .map(Finding::wrong)
                .orElseGet(() -> Finding.well("The SMTP server is set and answers."));
    }

    private List<Finding> database() {
        if (OpenDatabase.isOurs(environment) && !Files.isDirectory(data.resolve("postgres/pgdata")))
            return List.of(Finding.wrong("There is no database in " + data + " yet. ./amparo run makes one."));
        try (var open = OpenDatabase.join(data, environment, sentence -> {})) {
            var findings = new ArrayList<Finding>();
            findings.addAll(new Server(open.database()).findings());
            findings.addAll(new Installation(open.database(), data).findings());
            return findings;
        } catch (CannotStart | SQLException problem) {
            return List.of(Finding.wrong("The database cannot be used: " + problem.getMessage()));
        }
    }
}
