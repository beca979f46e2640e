package org.amparo.prepare.doors.pages;

/** A link and its picture, shown once: we keep only its hash. */
public record EnrolmentPage(String site, String siteName, String label, String link, String until, Picture picture) {

    /** @param size of the square, in modules @param path of the dark ones */
    public record Picture(int size, String path) {}
}
