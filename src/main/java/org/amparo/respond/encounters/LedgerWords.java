package org.amparo.respond.encounters;

import java.util.List;
import java.util.UUID;
import org.amparo.ground.languages.Texts;
import org.amparo.respond.encounters.pages.Called;
import org.amparo.respond.paging.Ledger;
import org.amparo.respond.paging.Ledger.Entry;
import org.amparo.respond.paging.Ledger.Sent;
import org.springframework.stereotype.Component;

/** Says in words who was called and what became of it, for the record and for whoever asked. */
@Component
class LedgerWords {
    private final Ledger ledger;
    private final Names names;

    LedgerWords(Ledger ledger, Names names) {
        this.ledger = ledger;
        this.names = names;
    }

    List<Called> of(UUID incident) {
        return ledger.of(incident).stream().map(this::called).toList();
    }

    private Called called(Entry entry) {
        return new Called(
                names.of(entry.person()),
                entry.calledAt(),
                answer(entry),
                entry.messages().stream().map(LedgerWords::sent).toList());
    }

    private static String answer(Entry entry) {
        if (entry.waiting()) return Texts.t("ledger.waiting");
        var at = entry.answeredAt();
        if (entry.outcome().isEmpty() || at == null) return Texts.t("ledger.none");
        return Texts.t("ledger." + entry.outcome(), Texts.exactTime(at));
    }

    private static String sent(Sent sent) {
        var channel = sent.channel();
        var state = sent.state();
        if (channel == null || state == null) return Texts.t("ledger.message.gone");
        var at = sent.at();
        return Texts.t(
                "ledger.message." + state, Texts.t("ledger.channel." + channel), at == null ? "" : Texts.exactTime(at));
    }
}
