package org.amparo.ground.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Recognises a kind of viewer by what the request carries. Asked once a request, in the order of {@code @Order}. */
public interface ViewerSource {
    Optional<? extends Viewer> viewer(HttpServletRequest request);
}
