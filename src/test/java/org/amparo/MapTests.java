package org.amparo;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MapTests {
    @Test
    void theMapShowsTheHouseAsItStands() throws IOException {
        Docs.same("map.md", HouseMap.draw());
    }
}
