package org.amparo.ground.smtp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassText;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** E-mail to many, over connections that are its own. */
@Component
class SmtpMassGateway implements MassGateway, AutoCloseable {
    private final SmtpSettings settings;
    private final Timekeeper timekeeper;
    private final int batch;
    private final ScheduledThreadPoolExecutor patience;

    SmtpMassGateway(SmtpSettings settings, Timekeeper timekeeper, @Value("${amparo.mass.mail-batch:500}") int batch) {
        this.batch = batch;
        this.settings = settings;
        this.timekeeper = timekeeper;
        this.patience = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-mass-patience").factory());
        patience.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public boolean configured() {
        return settings.complete();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Line connect(List<MassText> texts) throws IOException {
        var now = timekeeper.now();
        var mails = texts.stream()
                .map(text -> new MailTemplate(text, settings, now))
                .toList();
        return new SmtpLine(SmtpWire.open(settings), mails, patience);
    }

    @Override
    public void close() {
        patience.shutdownNow();
    }
}
