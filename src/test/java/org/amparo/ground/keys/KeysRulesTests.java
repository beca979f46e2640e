package org.amparo.ground.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysRulesTests {
    static final List<String> THEIRS = List.of("ana.ruiz@casa-abierta.example", "Ana Ruiz", "Casa Abierta Coalition");

    @ParameterizedTest
    @CsvSource({
        "elevenlong!, keys.passphrase.short",
        "aaaaaaaaaaaaaaaa, keys.passphrase.common",
        "Password1234, keys.passphrase.common",
        "password password, keys.passphrase.common",
        "casaabiertacoalition, keys.passphrase.names",
        "Ana Ruiz Casa Abierta 1, keys.passphrase.names",
        "ana.ruiz@casa-abierta.example, keys.passphrase.names"
    })
    void refusesWhatAStrangerWouldTryFirst(String typed, String key) {
        assertThat(PassphraseRule.problem(typed, THEIRS)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"four quiet green boats", "lluvia sobre el tejado", "今日は雨が降っている夜だね", "ana likes window frogs"})
    void asksForNothingButLength(String typed) {
        assertThat(PassphraseRule.problem(typed, THEIRS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "",
                "/a\nb",
                "/a b"
            })
    void neverGoesToAnotherSite(String then) {
        assertThat(Then.ours(then)).isEqualTo("/today");
    }

    @Test
    void goesBackToAPathOfOurs() {
        assertThat(Then.ours("/incidents/7?tab=1")).isEqualTo("/incidents/7?tab=1");
        assertThat(Then.ours(null)).isEqualTo("/today");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://amparo.example", "ftp://amparo.example", "https://u:p@amparo.example",
                        "https://amparo.example/x",
                "amparo.example", "https://", "http://192.168.1.4:8080", "nonsense with spaces"
            })
    void aPublicAddressIsHttpsOrThisMachine(String typed) {
        assertThat(PublicAddress.read(typed)).isEmpty();
    }

    @Test
    void readsAPublicAddress() {
        assertThat(PublicAddress.read(" https://Amparo.Example/ ")).hasToString("Optional[https://amparo.example]");
        assertThat(PublicAddress.read("http://localhost:8080")).hasToString("Optional[http://localhost:8080]");
    }

    @Test
    void readsACodeAsItStandsOnPaper() {
        assertThat(RecoveryCodes.normalised("m4k7 q2tx-9hwp")).isEqualTo("M4K7Q2TX9HWP");
        assertThat(RecoveryCodes.normalised("OIL0-1111-0000")).isEqualTo("011011110000");
    }

    @Test
    void aLimitEndsWithItsTime() {
        var clock = new HandTurnedTimekeeper(TestApplication.NOON);
        var limits = new Limits(clock);
        for (int i = 0; i < Limit.WRONG_FOR_ACCOUNT.most; i++) {
            limits.check(Limit.WRONG_FOR_ACCOUNT, "ana");
            limits.count(Limit.WRONG_FOR_ACCOUNT, "ana");
        }
        assertThatThrownBy(() -> limits.check(Limit.WRONG_FOR_ACCOUNT, "ana")).isInstanceOf(Refusal.class);
        assertThatCode(() -> limits.check(Limit.WRONG_FOR_ACCOUNT, "luis")).doesNotThrowAnyException();
        clock.forward(Duration.ofMinutes(15));
        assertThatCode(() -> limits.check(Limit.WRONG_FOR_ACCOUNT, "ana")).doesNotThrowAnyException();
    }
}
