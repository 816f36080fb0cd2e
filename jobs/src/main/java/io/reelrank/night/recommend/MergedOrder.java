package io.reelrank.night.recommend;

import java.util.List;

/** The order of videos that were found before, slice by slice. */
record MergedOrder() implements ListOrder {
    @Override
    public List<Ordered> of(List<Recipient> addressees, int n) {
        return addressees.stream()
                .map(addressee ->
                        new Ordered(addressee.given(), addressee.given().scores()))
                .toList();
    }
}
