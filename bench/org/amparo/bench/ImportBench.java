package org.amparo.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.amparo.Amparo;
import org.amparo.ground.storage.OpenDatabase;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.sites.SitesFile;
import org.amparo.testing.TestOrganizations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The health centers of the United States, {@code FQHC.csv}, through the same look, confirmation and lane as from the
 * page, in the whole program over a fresh database. Measured from the first look to the last site kept.
 */
final class ImportBench implements Bench.Benchmark {

    @Override
    public Map<String, Object> run(String... arguments) throws Exception {
        var home = Path.of(System.getenv().getOrDefault("AMPARO_HOME", "."));
        var file = home.resolve("src/test/resources/data/FQHC.csv");
        var data = Files.createTempDirectory("amparo-bench-import");
        try (var database = OpenDatabase.open(data, Map.of(), System.out::println)) {
            var application = Amparo.application(data, database::database);
            try (var context = application.run("--server.port=0", "--amparo.data=" + data)) {
                var organization = TestOrganizations.make(context.getBean(JdbcClient.class), "Health centers");
                var sites = context.getBean(SitesFile.class);
                var result = new LinkedHashMap<String, Object>();
                Tenancy.as(organization, () -> {
                    var began = System.nanoTime();
                    var id = sites.look(file, UUID.randomUUID());
                    var looked = System.nanoTime();
                    var rows = sites.bringIn(id, UUID.randomUUID());
                    var done = System.nanoTime();
                    System.out.println("looking at the file: " + (looked - began) / 1_000_000 + " ms");
                    result.put("rows", rows);
                    result.put("ms", (done - began) / 1_000_000);
                });
                return result;
            }
        } finally {
            try (var files = Files.walk(data)) {
                for (var one : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
            }
        }
    }
}
