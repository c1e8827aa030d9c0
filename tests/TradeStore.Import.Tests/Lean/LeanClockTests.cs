using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Tests.Lean;

internal sealed class LeanClockTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [TestCase("2013-10-07", "04:00:30.270", "2013-10-07 08:00:30.270")]
    [TestCase("2013-01-07", "04:00:30.270", "2013-01-07 09:00:30.270")]
    [TestCase("2014-03-09", "01:59:59.999", "2014-03-09 06:59:59.999", TestName = "Spring_before_the_change")]
    [TestCase("2014-03-09", "02:30:00.000", "2014-03-09 07:30:00.000", TestName = "Spring_time_that_does_not_exist_moves_on")]
    [TestCase("2014-03-09", "03:00:00.000", "2014-03-09 07:00:00.000", TestName = "Spring_after_the_change")]
    [TestCase("2014-03-09", "16:00:00.000", "2014-03-09 20:00:00.000", TestName = "Spring_at_the_close")]
    [TestCase("2014-11-02", "00:59:59.999", "2014-11-02 04:59:59.999", TestName = "Autumn_before_the_change")]
    [TestCase("2014-11-02", "01:30:00.000", "2014-11-02 05:30:00.000", TestName = "Autumn_time_that_exists_twice_is_the_first")]
    [TestCase("2014-11-02", "02:00:00.000", "2014-11-02 07:00:00.000", TestName = "Autumn_after_the_change")]
    [TestCase("2014-11-02", "09:30:00.000", "2014-11-02 14:30:00.000", TestName = "Autumn_at_the_open")]
    public void New_York_time_becomes_utc(string day, string timeOfDay, string utc)
    {
        var clock = new LeanClock(DateOnly.Parse(day), NewYork);
        var time = clock.ToUtc(TimeSpan.Parse(timeOfDay).Ticks / TimeSpan.TicksPerMicrosecond);

        Assert.That((time, time.Kind), Is.EqualTo((DateTime.SpecifyKind(DateTime.Parse(utc), DateTimeKind.Utc), DateTimeKind.Utc)));
    }
}
