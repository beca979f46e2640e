package org.amparo.prepare.sites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SitesCsvSentencesTests {

    final Properties english = bundle("prepare.properties"), spanish = bundle("prepare_es.properties");

    @Test
    void everyProblemHasItsSentenceInBothLanguages() throws IOException {
        var used = new TreeSet<String>();
        for (var file : new String[] {"SitesReading.java", "BoundedText.java"}) {
            var source = Files.readString(Path.of("src/main/java/org/amparo/prepare/sites", file));
            var keys = Pattern.compile("\"(sites\\.csv\\.[A-Za-z0-9.]+)\"").matcher(source);
            while (keys.find()) used.add(keys.group(1));
        }
        assertThat(used).hasSizeGreaterThan(15);
        assertThat(english.stringPropertyNames()).containsAll(used);
    }

    @Test
    void bothLanguagesSayTheSameThingsWithTheSameArguments() {
        assertThat(spanish.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            var inEnglish = new MessageFormat(english.getProperty(key), Locale.ENGLISH);
            var inSpanish = new MessageFormat(spanish.getProperty(key), Locale.forLanguageTag("es"));
            assertThat(inSpanish.getArgumentNames()).as(key).isEqualTo(inEnglish.getArgumentNames());
        }
    }

    @Test
    void aProblemReadsAsASentence() {
        var problem = SitesCsvTests.read("name,phone\nLa Fe,9").problems().getFirst();
        var sentence = new MessageFormat(english.getProperty(problem.key()), Locale.ENGLISH);
        var whole = new MessageFormat(english.getProperty("sites.csv.at.column"), Locale.ENGLISH);
        assertThat(whole.format(new Object[] {
                    problem.line(),
                    problem.column(),
                    sentence.format(problem.args().toArray())
                }))
                .isEqualTo("Line 2, column “phone”: “9” is not a full phone number. The site is kept without it.");
    }

    private static Properties bundle(String name) {
        var properties = new Properties();
        try (var file = SitesCsvSentencesTests.class.getResourceAsStream("/messages/" + name)) {
            properties.load(new InputStreamReader(file, UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }
}
