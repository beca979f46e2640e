package org.amparo.ground.privacy.pages;

import java.util.List;

/** What is held, class by class, in the reader's words; the same for /what-we-hold and the settings. */
public record HeldPage(List<Held> classes) {

    /**
     * @param due past its time and about to go; -1 where that is not counted
     * @param held past its time and kept by a legal hold
     */
    public record Held(String title, String what, String yield, String kept, long due, long held) {}
}
