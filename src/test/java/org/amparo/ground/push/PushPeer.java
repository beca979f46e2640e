package org.amparo.ground.push;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.amparo.testing.FaultyWire;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** A push service on this machine, over TLS and HTTP/2, that can be made to fail; behind a wire that can be cut. */
public final class PushPeer implements AutoCloseable {
    private static final Path KEYS = keys();
    private static final String WORD = "changeit";

    private final Tomcat tomcat = new Tomcat();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    final FaultyWire wire;
    final List<Received> received = new CopyOnWriteArrayList<>();
    final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile boolean forgets;
    volatile Deed deed = (request, response) -> response.setStatus(201);

    record Received(String path, String protocol, Map<String, String> headers, byte[] body) {}

    /** What it does with a push once it has it. */
    interface Deed {
        void with(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    PushPeer() {
        TomcatURLStreamHandlerFactory.disable();
        try {
            tomcat.setSilent(true);
            tomcat.setBaseDir(
                    Files.createTempDirectory(KEYS.getParent(), "peer").toString());
            tomcat.setConnector(connector());
            var context = tomcat.addContext("", null);
            Tomcat.addServlet(context, "push", new Pushes());
            context.addServletMappingDecoded("/*", "push");
            tomcat.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        wire = new FaultyWire(tomcat.getConnector().getLocalPort());
    }

    String endpoint(String path) {
        return "https://" + host() + "/" + path;
    }

    String host() {
        return URI.create(wire.address("/")).getAuthority();
    }

    void answers(int status, String... headers) {
        deed = (request, response) -> {
            response.setStatus(status);
            for (int i = 0; i < headers.length; i += 2) response.setHeader(headers[i], headers[i + 1]);
        };
    }

    void hangs() {
        deed = (request, response) -> await();
    }

    void dropsAfterBody() {
        deed = (request, response) -> {
            wire.works(); // which cuts every connection that there is
            await();
        };
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that believes this server's own certificate. */
    HttpClient client() {
        return client(KEYS);
    }

    static HttpClient client(Path keys) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(keys)) {
                store.load(in, WORD.toCharArray());
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .sslContext(context)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Pushes extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                for (var name : java.util.Collections.list(request.getHeaderNames()))
                    headers.put(name, request.getHeader(name));
                byte[] body;
                try (InputStream in = request.getInputStream()) {
                    body = in.readAllBytes();
                }
                connections.add(request.getRemotePort());
                if (!forgets) received.add(new Received(request.getRequestURI(), request.getProtocol(), headers, body));
                deed.with(request, response);
            } finally {
                atOnce.decrementAndGet();
            }
        }
    }

    private static Connector connector() {
        var connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(0);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        var host = new SSLHostConfig();
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
        certificate.setCertificateKeystoreFile(KEYS.toString());
        certificate.setCertificateKeystorePassword(WORD);
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
        connector.addUpgradeProtocol(new Http2Protocol());
        return connector;
    }

    private static Path keys() {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "push-peer")
                    .toAbsolutePath();
            var file = folder.resolve("keys.p12");
            var made = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair -alias peer -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 3650")
                    .command();
            var words = new java.util.ArrayList<>(List.of(made.getFirst()));
            words.addAll(List.of(made.getLast().split(" ")));
            words.addAll(List.of("-ext", "SAN=dns:localhost", "-storetype", "PKCS12", "-storepass", "changeit"));
            words.addAll(List.of("-keystore", file.toString()));
            var process = new ProcessBuilder(words).inheritIO().start();
            if (process.waitFor() != 0) throw new IllegalStateException("keytool failed");
            return file;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a process of its own, for benchmarks: says where it is, and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        try (var peer = new PushPeer()) {
            peer.forgets = true;
            System.out.println(peer.tomcat.getConnector().getLocalPort() + " " + KEYS);
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }

    @Override
    public void close() {
        closed.countDown();
        wire.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
