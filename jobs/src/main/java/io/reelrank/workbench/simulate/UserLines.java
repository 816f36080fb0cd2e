package io.reelrank.workbench.simulate;

import java.time.ZoneId;

/** The row of a user in the file of the day of registration. */
final class UserLines {
    static final String HEADER = "user_id,registered_at,gender,age_band,city_tier,device";

    private UserLines() {}

    static String line(User user, ZoneId zone) {
        User.Attributes attributes = user.attributes();
        return Csv.line(
                user.id(),
                VideoLines.local(user.registeredAt(), zone),
                attributes.gender(),
                attributes.ageBand(),
                attributes.cityTier(),
                attributes.device());
    }
}
