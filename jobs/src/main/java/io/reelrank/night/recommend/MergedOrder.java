package io.reelrank.night.recommend;

import java.util.List;

/** The order of the candidates that {@link ItemSlices} found before. */
record MergedOrder() implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> recipients, int n) {
        return recipients.stream()
                .map(recipient -> new Ordered(
                        recipient.candidates(), recipient.candidates().scores()))
                .toList();
    }
}
