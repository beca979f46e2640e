package org.amparo.respond.encounters;

import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.audit.Actors;
import org.amparo.ground.audit.Audit;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.Members;
import org.amparo.prepare.doors.Doors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who it was, in words: a colleague, a tablet, or the program itself. */
@Component
@Transactional
class Names implements Actors {
    private final Members members;
    private final Doors doors;

    Names(Members members, Doors doors) {
        this.members = members;
        this.doors = doors;
    }

    String of(@Nullable UUID actor) {
        return actor == null ? "" : nameOf(actor).orElseGet(() -> Texts.t("name.unknown"));
    }

    @Override
    public Optional<String> nameOf(UUID actor) {
        if (actor.equals(Audit.PROGRAM)) return Optional.of(Texts.t("name.program"));
        return members.name(actor).or(() -> doors.nameOf(actor).map(n -> Texts.t("name.door", n)));
    }
}
