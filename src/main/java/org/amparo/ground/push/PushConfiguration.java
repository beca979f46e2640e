package org.amparo.ground.push;

import java.net.http.HttpClient;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PushConfiguration {

    @Bean
    Vapid vapid(Secrets secrets, PushSettings settings, PublicAddress address, Timekeeper timekeeper) {
        return new Vapid(secrets, settings, address::origin, timekeeper);
    }

    @Bean
    PushGateway pushGateway(PushSettings settings, Vapid vapid, PublicAddress address, Timekeeper timekeeper) {
        return new PushGateway(() -> client(settings), settings, vapid, address::origin, timekeeper);
    }

    @Bean
    PushMassGateway pushMassGateway(PushSettings settings, Vapid vapid, PublicAddress address, Timekeeper timekeeper) {
        return new PushMassGateway(() -> client(settings), settings, vapid, address::origin, timekeeper);
    }

    /** Follows no redirect: a push service could else send us to machines that only we can reach. */
    private static HttpClient client(PushSettings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectWait())
                .build();
    }
}
