package org.amparo.ground.web;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import org.amparo.ground.postgres.CannotStart;
import org.amparo.ground.postgres.ExitCode;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * {@code AMPARO_PROXY}: addresses or CIDR ranges of our own proxies, with commas. A request that comes from one of them
 * counts as coming from the right-most address in its {@code X-Forwarded-For} that is no such proxy: what stands further
 * left was written by whoever asked. From everybody else the header is not read, and unless the setting is there, from
 * nobody. Only the address is taken over, to tell strangers apart in {@code Limits}; no scheme, no host, and no log.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final String trusted;

    TrustedProxies(@Value("${amparo.proxy:}") String trusted) {
        this.trusted = trusted;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        if (trusted.isBlank()) return;
        var valve = new RemoteIpValve();
        valve.setInternalProxies(ranges(trusted)); // in place of Tomcat's own list, which trusts every private network
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader(null);
        valve.setHostHeader(null);
        valve.setPortHeader(null);
        valve.setRequestAttributesEnabled(false);
        server.addEngineValves(valve);
    }

    /** With its length each: Tomcat takes an address without one for a pattern, in which a dot is any sign. */
    private static String ranges(String typed) {
        return Arrays.stream(typed.split(",", -1))
                .map(String::strip)
                .map(TrustedProxies::range)
                .collect(joining(","));
    }

    private static String range(String typed) {
        var range = typed.contains("/") ? typed : typed + (typed.contains(":") ? "/128" : "/32");
        try {
            if (!range.matches("[0-9a-fA-F.:]+/[0-9]+")) throw new IllegalArgumentException("a name, not an address");
            return new NetMask(range).toString();
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    ExitCode.USAGE,
                    "AMPARO_PROXY must be addresses or ranges with commas between, like 127.0.0.1,10.0.0.0/8. \""
                            + typed + "\" is neither.");
        }
    }
}
