package org.amparo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.amparo.ground.storage.Database;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What Amparo never asks and has no place for: immigration status, nationality, A-number, country of birth, social
 * security number, religion (design.md section 2). What is not held cannot be demanded.
 */
@AmparoTest
class NeverAskedTests {
    /** Words are compared in lower case, without accents, joined by one blank. */
    private static final List<Pattern> NEVER = List.of(
            words(
                    "(immigration|migration|migratory|legal|residency|resident|visa|papers?|documentation) (status|state|situation|category|type)"),
            words("(status|situation) (immigration|migration|legal)"),
            words(
                    "(immigrant|migrant|alien|undocumented|unauthorized|documented|removable|deportable)( (yn|flag|type|class|category|status|number|no|id))?"),
            words(
                    "visa( (type|class|category|number|no|status|expiry))?|green ?card( (number|no))?|asylum(ee| seeker| status)?|refugee( status)?|daca( status)?|tps( status)?"),
            words(
                    "nationality|nationalities|citizenship|citizen|citizen of|is citizen|non ?citizen|country of (citizenship|origin|birth|nationality)|home country|native country|origin country|ethnicity|ethnic origin|race|national origin"),
            words(
                    "(country|place|city|state|town) of birth|birth ?(place|country|city|state)|(country|place) born|born (in|country)"),
            words(
                    "(a|alien|uscis|registration) ?(number|no|num|nr|file|registration number)|anumber|arn|i ?94( number)?|passport( (number|no|country))?|uscis( account)?|itin|foreign id"),
            words("ssn|social ?security( (number|no|num))?|social( no| number)|tax ?payer id|tin"),
            words("religion|religious( affiliation)?|faith|creed|denomination|church"),
            words(
                    "(estado|estatus|situacion|condicion|calidad|categoria|tipo) (migratori[oa]|legal|de inmigracion|de migracion|de visa)"),
            words(
                    "(in)?migrante|extranjer[oa]|indocumentad[oa]|sin papeles|asilad[oa]|refugiad[oa]|visado|tarjeta verde"),
            words(
                    "nacionalidad|ciudadania|ciudadan[oa]|pais de (origen|nacimiento|ciudadania|nacionalidad)|pais natal|etnia|raza|origen etnico"),
            words("(lugar|ciudad|pais|estado) (de )?nacimiento|nacid[oa] en"),
            words(
                    "numero (a|de extranjero|de registro de extranjero|de pasaporte|de seguro social|de seguridad social)|seguro social|seguridad social|nss|pasaporte"),
            words("religion|religios[oa]|fe|credo|culto|iglesia"));

    private static final Pattern FIELD =
            Pattern.compile("(?:name|id|for|autocomplete)\\s*=\\s*\"([A-Za-z][^\"$<>@]*)\"");
    private static final Pattern COMPONENT =
            Pattern.compile("record\\s+\\w*(?:Form|Request|Import|Row)\\s*\\(([^;{]*)\\)");

    /** Keys whose sentence says that we do not ask. None may name a field. */
    private static final Pattern SAYS_THAT_WE_DO_NOT = Pattern.compile("(never|not|no)[-_.]?(asked|ask|hold|held)");

    @Autowired
    Database database;

    @Test
    void noColumnHoldsIt() throws SQLException {
        try (var connection = TestDatabases.superuser(database);
                var rows = connection.createStatement().executeQuery("""
                        select table_schema || '.' || table_name, column_name from information_schema.columns
                        where table_schema not in ('pg_catalog', 'information_schema')""")) {
            int seen = 0;
            while (rows.next()) {
                seen++;
                assertThat(means(rows.getString(2)))
                        .as("%s.%s is a thing that Amparo never holds", rows.getString(1), rows.getString(2))
                        .isFalse();
                assertThat(means(rows.getString(1).replaceAll(".*\\.", "")))
                        .as(rows.getString(1))
                        .isFalse();
            }
            assertThat(seen).isGreaterThan(50);
        }
    }

    @Test
    void noFormAsksForIt() {
        for (var template : Sources.under("src/main/jte", ".jte")) {
            var fields = FIELD.matcher(template.text());
            while (fields.find())
                assertThat(means(fields.group(1)))
                        .as("%s has a field %s", template.path(), fields.group(1))
                        .isFalse();
        }
        for (var source : Sources.java()) {
            var forms = COMPONENT.matcher(source.code());
            while (forms.find())
                for (var component : forms.group(1).split(","))
                    assertThat(means(component.strip().replaceAll(".*\\s", "")))
                            .as("%s reads %s", source.path(), component)
                            .isFalse();
        }
    }

    @Test
    void noSentenceIsKeptForSuchAField() throws Exception {
        for (var bundle : Sources.under("src/main/resources/messages", ".properties")) {
            var texts = new Properties();
            texts.load(new java.io.StringReader(bundle.text()));
            for (var key : texts.stringPropertyNames()) {
                if (SAYS_THAT_WE_DO_NOT.matcher(key).find()) continue;
                for (var part : key.split("\\."))
                    assertThat(means(part)).as("%s: %s", bundle.path(), key).isFalse();
                if (key.matches(".*\\.(label|question|field|placeholder)"))
                    assertThat(means(texts.getProperty(key)))
                            .as("%s: %s asks for it", bundle.path(), key)
                            .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "immigration_status",
                "immigrationStatus",
                "legal-status",
                "nationality",
                "citizenship",
                "countryOfBirth",
                "country_of_origin",
                "birthplace",
                "birth_place",
                "a_number",
                "aNumber",
                "alien_number",
                "ssn",
                "SSN",
                "social_security_number",
                "religion",
                "religious_affiliation",
                "estado_migratorio",
                "situación_migratoria",
                "nacionalidad",
                "país_de_nacimiento",
                "lugarDeNacimiento",
                "numero_de_extranjero",
                "seguro-social",
                "religión",
                "undocumented",
                "visa_type",
                "is_citizen",
                "national_origin",
                "patient_nationality"
            })
    void theRuleFinds(String name) {
        assertThat(means(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "status",
                "settled_at",
                "place",
                "country",
                "name",
                "registration",
                "address",
                "number",
                "position",
                "kind",
                "legal_hotline",
                "language",
                "idioma",
                "estado",
                "numero",
                "lugar",
                "organization_id",
                "case_number",
                "page",
                "fence",
                "phone_number",
                "message_state",
                "zone_class",
                "original"
            })
    void theRuleLeavesAlone(String name) {
        assertThat(means(name)).isFalse();
    }

    /** A phrase stands between word borders. */
    private static Pattern words(String phrases) {
        return Pattern.compile("(?:^| )(?:" + phrases + ")(?: |$)");
    }

    private static boolean means(String name) {
        var plain = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        var split = plain.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
        var found = new ArrayList<Pattern>(NEVER);
        found.removeIf(pattern -> !pattern.matcher(split).find());
        return !found.isEmpty();
    }
}
