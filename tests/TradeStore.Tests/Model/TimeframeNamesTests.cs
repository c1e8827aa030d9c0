using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Model;

internal sealed class TimeframeNamesTests
{
    [Test]
    public void Every_timeframe_has_a_name_and_a_length_of_its_own()
    {
        var frames = Enum.GetValues<Timeframe>().Where(f => f != Timeframe.None).ToList();

        Assert.That(frames.Select(f => f.ToName()), Is.EqualTo(TimeframeNames.All));
        Assert.That(frames.Select(f => f.ToDuration()), Is.Ordered.And.Unique);
        foreach (var frame in frames)
        {
            Assert.That(TimeframeNames.TryParse(frame.ToName(), out var parsed), Is.True);
            Assert.That(parsed, Is.EqualTo(frame));
            var unit = frame.ToName()[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 604_800 };
            Assert.That(frame.ToDuration().TotalSeconds, Is.EqualTo(int.Parse(frame.ToName()[..^1]) * unit));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("1M")]
    [TestCase("7m")]
    public void What_is_no_timeframe_is_none(string? name)
    {
        Assert.That(TimeframeNames.TryParse(name, out var frame), Is.False);
        Assert.That(frame, Is.EqualTo(Timeframe.None));
    }

    [TestCase(0)]
    [TestCase(99)]
    [TestCase(-1)]
    public void A_number_that_is_no_timeframe_has_no_name(int number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Timeframe)number).ToName());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Timeframe)number).ToDuration());
    }

    [Test]
    public void Times_are_cut_to_microseconds_and_only_UTC_is_taken()
    {
        var time = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        Assert.That(UtcTime.ToMicroseconds(time.AddTicks(19)), Is.EqualTo(time.AddTicks(10)));
        Assert.Throws<ArgumentException>(() => UtcTime.ToMicroseconds(DateTime.SpecifyKind(time, DateTimeKind.Local)));
    }
}
