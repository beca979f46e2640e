package org.amparo;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.amparo.front.doctor.Doctor;
import org.amparo.front.example.ExampleCoalition;
import org.amparo.ground.backup.BackupCommand;
import org.amparo.ground.backup.RestoreCommand;
import org.amparo.ground.people.SetUp;
import org.amparo.ground.postgres.CannotStart;
import org.amparo.ground.postgres.ExitCode;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.OpenDatabase;
import org.amparo.ground.web.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts Amparo: {@code run [--demo] [--port N] [--data DIR]} and the other commands of {@code ./amparo help}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Amparo {

    public static void main(String[] arguments) {
        try {
            var command = Command.read(arguments, System.getenv());
            if (!command.name().equals("run")) onlyWarnings();
            System.exit(
                    switch (command.name()) {
                        case "run" -> run(command);
                        case "doctor" -> new Doctor(command.data(), command.environment()).visit(System.out::println);
                        case "backup" -> backup(command);
                        case "restore" -> restore(command);
                        default -> {
                            System.err.println(
                                    "Amparo does not know the command " + command.name() + ". See ./amparo help.");
                            yield 2;
                        }
                    });
        } catch (CannotStart problem) {
            System.err.println(problem.getMessage());
            System.exit(problem.exitCode().number());
        }
    }

    /** A person at the terminal reads sentences, not what libraries log. */
    private static void onlyWarnings() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root)
            root.setLevel(Level.WARN);
    }

    /** Works beside a running Amparo, and without one. */
    private static int backup(Command command) {
        try (var open = OpenDatabase.join(command.data(), command.environment(), System.err::println)) {
            return BackupCommand.run(command.words().toArray(String[]::new), open.database(), command.data());
        }
    }

    private static int restore(Command command) {
        try (var open = OpenDatabase.open(command.data(), command.environment(), System.err::println)) {
            return RestoreCommand.run(command.words().toArray(String[]::new), open.database(), command.data());
        }
    }

    private static int run(Command command) {
        checkPort(command.port());
        var opening = CompletableFuture.supplyAsync(
                () -> OpenDatabase.open(command.data(), command.environment(), System.err::println),
                task -> Thread.ofPlatform().name("database-start").start(task));
        ConfigurableApplicationContext context;
        try {
            var application = application(command.data(), () -> opened(opening).database());
            context = application.run(
                    "--server.port=" + command.port(),
                    "--amparo.demo=" + command.demo(),
                    "--amparo.data=" + command.data(),
                    "--amparo.alone=" + OpenDatabase.isOurs(command.environment()));
        } catch (RuntimeException | Error problem) {
            opening.handle((database, e) -> {
                        if (database != null) database.close();
                        return database;
                    })
                    .join();
            var reason = reasonIn(problem);
            if (reason != null) throw reason;
            throw problem;
        }
        var database = opened(opening);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            context.close();
                            database.close();
                        },
                        "amparo-shutdown"));
        welcome(context, command);
        if (Rehearsal.isAsked())
            return Rehearsal.play(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** The address and what to do first. The set-up link is for whoever runs the machine: terminal only, never a log. */
    private static void welcome(ConfigurableApplicationContext context, Command command) {
        var address = context.getBean(PublicAddress.class).origin();
        if (command.demo())
            context.getBean(ExampleCoalition.class)
                    .open(address)
                    .ifPresentOrElse(
                            ana -> System.out.println(
                                    "This is an example. Sign in as " + ana.email() + " with: " + ana.passphrase()),
                            () -> System.out.println(
                                    "This data folder is not an example, so --demo adds nothing to it."));
        context.getBean(SetUp.class)
                .link(address)
                .ifPresent(link -> System.out.println("Set Amparo up here, once, within 24 hours: " + link));
        System.out.println("Amparo runs at " + address + " (stop it with Ctrl-C)");
    }

    /** The application over a database that may still be starting. */
    public static SpringApplication application(Path data, java.util.function.Supplier<Database> database) {
        var application = new SpringApplication(Amparo.class);
        application.setRegisterShutdownHook(false); // the order is ours: first the program, then the database
        application.setLogStartupInfo(false);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context -> {
            context.registerBean(Database.class, database);
            context.registerBean(Secrets.class, () -> new Secrets(data.resolve("secrets")));
        });
        return application;
    }

    private static OpenDatabase opened(CompletableFuture<OpenDatabase> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CannotStart reason) throw reason;
            throw e;
        }
    }

    private static void checkPort(int port) {
        if (port == 0) return;
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException taken) {
            throw new CannotStart(
                    ExitCode.PORT_TAKEN,
                    "Port " + port + " is taken by another program. Choose another: ./amparo run --port " + (port + 1)
                            + ".");
        }
    }

    private static @Nullable CannotStart reasonIn(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) if (t instanceof CannotStart reason) return reason;
        return null;
    }
}
