package org.amparo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.OpenDatabase;
import org.amparo.ground.storage.Secrets;
import org.amparo.ground.storage.postgres.CannotStart;
import org.amparo.ground.storage.postgres.ExitCode;
import org.jspecify.annotations.Nullable;
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
            System.exit(
                    switch (command.name()) {
                        case "run" -> run(command);
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

    /** What was asked for at the terminal. */
    record Command(String name, int port, Path data, boolean demo, Map<String, String> environment) {

        static Command read(String[] arguments, Map<String, String> environment) {
            var name = arguments.length == 0 ? "run" : arguments[0];
            var data = Path.of(environment.getOrDefault("AMPARO_DATA", "data"));
            int port = 8080;
            boolean demo = false;
            for (int i = 1; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--demo" -> demo = true;
                    case "--port" -> port = port(valueAfter(arguments, i++));
                    case "--data" -> data = Path.of(valueAfter(arguments, i++));
                    default ->
                        throw new CannotStart(
                                ExitCode.USAGE,
                                "Amparo does not know the option " + arguments[i] + ". See ./amparo help.");
                }
            }
            return new Command(name, port, data.toAbsolutePath().normalize(), demo, environment);
        }

        private static String valueAfter(String[] arguments, int i) {
            if (i + 1 < arguments.length) return arguments[i + 1];
            throw new CannotStart(ExitCode.USAGE, "The option " + arguments[i] + " needs a value. See ./amparo help.");
        }

        private static int port(String value) {
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65_535) return port;
            } catch (NumberFormatException e) {
                // the sentence below says it
            }
            throw new CannotStart(ExitCode.USAGE, "A port is a number from 1 to 65535, not " + value + ".");
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
                    "--amparo.data=" + command.data());
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
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
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
