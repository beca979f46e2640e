package org.amparo.ground.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.pages.ErrorPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** An error tells a person what happened, what was kept, and what to do now; never how the program is made. */
@ControllerAdvice
@Controller
class Errors implements ErrorController {
    private static final String DISK_FULL = "53100"; // PostgreSQL's error codes, class 53
    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    @ExceptionHandler
    View refused(Refusal refusal) {
        var text = Texts.has(refusal.key() + ".text") ? Texts.t(refusal.key() + ".text", refusal.arguments()) : "";
        return page(refusal.status(), Texts.t(refusal.key() + ".title", refusal.arguments()), text);
    }

    @ExceptionHandler
    View lostRace(OptimisticLockingFailureException e) {
        return page(HttpStatus.CONFLICT, Texts.t("error.409.title"), Texts.t("error.409.text"));
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    View noSuchPage(Exception e) {
        return refused(Refusal.notFound());
    }

    /** An id that is no id is an id that is not there. */
    @ExceptionHandler
    View unreadable(org.springframework.web.method.annotation.MethodArgumentTypeMismatchException e) {
        return refused(Refusal.notFound());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    View databaseAway(Exception e) {
        if (diskIsFull(e)) {
            log.error("The disk of the database is full: nothing more can be saved");
            return page(HttpStatus.SERVICE_UNAVAILABLE, Texts.t("error.disk.title"), Texts.t("error.disk.text"));
        }
        log.warn("The database did not answer as it should: {}", e.getClass().getSimpleName(), e);
        return page(HttpStatus.SERVICE_UNAVAILABLE, Texts.t("error.503.title"), Texts.t("error.503.text"));
    }

    private static boolean diskIsFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) return true;
        return false;
    }

    @RequestMapping("/error")
    @Allowed(Role.ANYONE)
    View any(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer i ? i : 404;
        var status = HttpStatus.resolve(code) == null ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.valueOf(code);
        var key = Texts.has("error." + code + ".title") ? "error." + code : code < 500 ? "error.400" : "error.500";
        return page(status, Texts.t(key + ".title"), Texts.t(key + ".text"));
    }

    private static View page(HttpStatus status, String title, String text) {
        return View.of("ground/error", new ErrorPage(status.value(), title, text))
                .status(status);
    }
}
