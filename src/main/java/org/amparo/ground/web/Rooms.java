package org.amparo.ground.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which pages there are and who may open them, read from the handlers, so that no link leads nowhere. */
@Component
class Rooms implements SmartInitializingSingleton {
    private static volatile Map<String, Set<Role>> pages = Map.of();
    private final RequestMappingHandlerMapping handlers;

    Rooms(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        this.handlers = handlers;
    }

    static List<Room> openTo(Viewer viewer) {
        return Arrays.stream(Room.values())
                .filter(room -> mayOpen(viewer, room.path()))
                .toList();
    }

    static boolean mayOpen(Viewer viewer, String path) {
        var roles = pages.getOrDefault(path, Set.of());
        return roles.contains(Role.ANYONE) || roles.stream().anyMatch(viewer::is);
    }

    @Override
    public void afterSingletonsInstantiated() {
        var found = new HashMap<String, Set<Role>>();
        handlers.getHandlerMethods().forEach((mapping, method) -> {
            var allowed = method.getMethodAnnotation(Allowed.class);
            var verbs = mapping.getMethodsCondition().getMethods();
            if (allowed == null || !(verbs.isEmpty() || verbs.contains(RequestMethod.GET))) return;
            for (var path : mapping.getPatternValues()) found.put(path, Set.of(allowed.value()));
        });
        pages = Map.copyOf(found);
    }
}
