package org.amparo.prepare.calendar;

import java.util.List;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.springframework.stereotype.Component;

/** Which members read their shifts in a calendar. */
@Component
class CalendarRetained implements Retained {
    @Override
    public List<RecordClass> recordClasses() {
        return List.of(RecordClass.kept("calendar-addresses", "prepare.calendar_feed"));
    }
}
