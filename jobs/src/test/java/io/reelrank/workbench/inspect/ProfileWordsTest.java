package io.reelrank.workbench.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelrank.SparkTest;
import io.reelrank.core.tables.UserProfiles;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ProfileWordsTest extends SparkTest {
    @Test
    void aProfileHasALineForEachPart() {
        assertThat(ProfileWords.of(row("""
                        {"plays": 1200, "long_views": 300, "active_days": 12, "activity": "heavy", "standing": "returning",
                         "first_day": "2022-04-20", "last_day": "2022-05-06", "busiest_hour": 21,
                         "hours": [0.05, 0, 0, 0, 0, 0, 0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.85, 0, 0],
                         "tags": [{"name": "猫咪", "share": 0.75}, {"name": "travel", "share": 0.25}],
                         "categories": [{"name": "pets", "share": 1}], "creators": [], "lengths": [],
                         "breadth": 3.0, "breadth_change": -0.5}""")))
                .containsExactly(
                        "returning, heavy: 1,200 plays, 300 of them long views, on 12 days",
                        "seen: from 2022-04-20 to 2022-05-06",
                        "busiest hour: 21; at a tenth or more of plays: 8 10%, 21 85%",
                        "tags: 猫咪 75%, travel 25%",
                        "categories: pets 100%",
                        "creators: none",
                        "lengths: none",
                        "breadth of taste: 3.00 bits, as broad as 8 tags liked equally; -0.50 since last week");
    }

    @Test
    void aUserWithoutSignalsHasAProfile() {
        assertThat(ProfileWords.of(row("""
                        {"plays": 0, "long_views": 0, "active_days": 0, "activity": "light", "standing": "lapsed",
                         "hours": [], "tags": [], "categories": [], "creators": [], "lengths": []}""")))
                .contains("lapsed, light: 0 plays, 0 of them long views, on 0 days")
                .contains("seen: not in the window", "busiest hour: none", "breadth of taste: none");
    }

    private static Row row(String json) {
        return spark().read()
                .schema(UserProfiles.TABLE.schema())
                .json(spark().createDataset(List.of(json.replace("\n", " ")), Encoders.STRING()))
                .head();
    }
}
