using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;

namespace TradeStore.Tests.Tiering;

internal sealed class QuietTimesTests
{
    [TestCase("23:00", true, "00:10")]
    [TestCase("05:59", true, "00:10")]
    [TestCase("06:00", false, "00:10")]
    [TestCase("21:55", false, "00:05")]
    [TestCase("21:59", false, "00:01")]
    public void A_look_is_never_later_than_the_opening_of_the_next_window(string time, bool isQuiet, string wait)
    {
        var options = new TieringOptions { QuietWindows = { QuietWindow.Parse("22:00-06:00") } };
        var now = At(time);

        Assert.That(QuietTimes.IsQuiet(options, now), Is.EqualTo(isQuiet));
        Assert.That(QuietTimes.UntilNextLook(options, now), Is.EqualTo(TimeOnly.ParseExact(wait, "HH:mm", provider: null).ToTimeSpan()));
    }

    [Test]
    public void Whoever_looks_once_a_day_does_so_in_the_window()
    {
        var options = new TieringOptions { Every = TimeSpan.FromHours(24), QuietWindows = { QuietWindow.Parse("22:00-23:00"), QuietWindow.Parse("02:00-03:00") } };

        Assert.That(QuietTimes.UntilNextLook(options, At("12:00")), Is.EqualTo(TimeSpan.FromHours(10)));
        Assert.That(QuietTimes.UntilNextLook(options, At("23:30")), Is.EqualTo(TimeSpan.FromHours(2.5)));
        Assert.That(QuietTimes.UntilNextLook(options, At("02:30")), Is.EqualTo(TimeSpan.FromHours(24)));
    }

    [Test]
    public void Without_a_window_it_is_always_quiet() => Assert.That(QuietTimes.IsQuiet(new TieringOptions(), At("14:30")), Is.True);

    private static DateTimeOffset At(string time) => new(new DateOnly(2024, 3, 5).ToDateTime(TimeOnly.ParseExact(time, "HH:mm", provider: null)), TimeSpan.Zero);
}
