package org.amparo.ground.mass;

import org.amparo.ground.languages.Language;

/**
 * One text in one language, as people will read it.
 *
 * @param subject empty where the channel has none
 * @param text plain, lines ended by {@code \n}
 * @param leaveAddress the beginning of the address that ends a subscription with one tap; each recipient's own
 *     {@link Batch#leave} is put behind it. Empty where people leave by answering STOP.
 */
public record MassText(Language language, String subject, String text, String leaveAddress) {}
