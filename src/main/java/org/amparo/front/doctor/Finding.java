package org.amparo.front.doctor;

/** One thing that was looked at, in a sentence that says what it is and, if it is wrong, what to do. */
record Finding(boolean well, String sentence) {
    static Finding well(String sentence) {
        return new Finding(true, sentence);
    }

    static Finding wrong(String sentence) {
        return new Finding(false, sentence);
    }

    String line() {
        return (well ? "  ok     " : "  WRONG  ") + sentence;
    }
}
