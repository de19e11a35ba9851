package io.supportly.inboxes;

import io.supportly.kernel.problems.Faults;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One day of the week, 0 being Sunday, in the inbox's time zone.
public record WorkingHours(
        int dayOfWeek,
        boolean closedAllDay,
        @Nullable Integer openHour,
        @Nullable Integer openMinutes,
        @Nullable Integer closeHour,
        @Nullable Integer closeMinutes,
        boolean openAllDay) {

    boolean isOpenAt(LocalTime time) {
        if (closedAllDay || openAllDay || openHour == null || closeHour == null) {
            return openAllDay;
        }
        LocalTime opens = LocalTime.of(openHour, openMinutes == null ? 0 : openMinutes);
        LocalTime closes = LocalTime.of(closeHour, closeMinutes == null ? 0 : closeMinutes);
        return !time.isBefore(opens) && time.isBefore(closes);
    }

    /// Monday to Friday from nine to five.
    static List<WorkingHours> usual() {
        var week = new ArrayList<WorkingHours>();
        for (int day = 0; day < 7; day++) {
            boolean closed = day == 0 || day == 6;
            week.add(
                    closed
                            ? new WorkingHours(day, true, null, null, null, null, false)
                            : new WorkingHours(day, false, 9, 0, 17, 0, false));
        }
        return week;
    }

    /// What a client may send for one day.
    record Draft(
            @Nullable Integer dayOfWeek,
            @Nullable Boolean closedAllDay,
            @Nullable Integer openHour,
            @Nullable Integer openMinutes,
            @Nullable Integer closeHour,
            @Nullable Integer closeMinutes,
            @Nullable Boolean openAllDay) {

        void check(Faults faults) {
            boolean closed = Boolean.TRUE.equals(closedAllDay);
            boolean open = Boolean.TRUE.equals(openAllDay);
            faults.present("working_hours.day_of_week", dayOfWeek)
                    .between("working_hours.day_of_week", dayOfWeek, 0, 6)
                    .between("working_hours.open_hour", openHour, 0, 23)
                    .between("working_hours.open_minutes", openMinutes, 0, 59)
                    .between("working_hours.close_hour", closeHour, 0, 23)
                    .between("working_hours.close_minutes", closeMinutes, 0, 59)
                    .check("working_hours", !(closed && open), "can't be open and closed all day", "invalid");
            if (!closed && !open) {
                faults.present("working_hours.open_hour", openHour)
                        .present("working_hours.close_hour", closeHour)
                        .check(
                                "working_hours.close_hour",
                                minutes(closeHour, closeMinutes) > minutes(openHour, openMinutes),
                                "must be after the opening",
                                "invalid");
            }
        }

        private static int minutes(@Nullable Integer hour, @Nullable Integer minutes) {
            return (hour == null ? 0 : hour) * 60 + (minutes == null ? 0 : minutes);
        }

        WorkingHours hours() {
            int day = dayOfWeek == null ? 0 : dayOfWeek;
            if (Boolean.TRUE.equals(closedAllDay)) {
                return new WorkingHours(day, true, null, null, null, null, false);
            }
            if (Boolean.TRUE.equals(openAllDay)) {
                return new WorkingHours(day, false, 0, 0, 23, 59, true);
            }
            return new WorkingHours(
                    day,
                    false,
                    openHour,
                    openMinutes == null ? 0 : openMinutes,
                    closeHour,
                    closeMinutes == null ? 0 : closeMinutes,
                    false);
        }
    }
}
