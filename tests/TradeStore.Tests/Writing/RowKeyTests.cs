using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Writing;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

internal sealed class RowKeyTests
{
    private static readonly Reading Row = new() { At = Some.Day, Name = "ab", Place = "c", Id = new Guid(1, 0, 0, new byte[8]) };

    [Test]
    public void Rows_with_one_key_have_one_text_whatever_batch_they_are_in()
    {
        var alone = Keys(Reading.State(), Row);
        var among = Keys(Reading.State(), Row with { Name = "x", Place = "y" }, Row with { Value = 7, Id = null });
        Assert.That(among[1], Is.EqualTo(alone[0]).And.Not.EqualTo(among[0]));
    }

    [Test]
    public void Every_part_of_a_key_tells_rows_apart_and_so_does_where_a_part_ends()
    {
        var keys = Keys(Reading.State(), Row, Row with { Name = "ac" }, Row with { Place = "d" }, Row with { Name = "a", Place = "bc" }, Row with { Name = "\u0001ab" });
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void In_a_series_the_time_tells_rows_apart_named_in_the_key_or_not()
    {
        var keys = Keys(
            Reading.Series(DuplicateRule.Ignore), Row, Row with { Name = "other" }, Row with { At = Row.At.AddTicks(10) }, Row with { Id = new Guid(2, 0, 0, new byte[8]) });
        Assert.That(keys[1], Is.EqualTo(keys[0]));
        Assert.That(keys.Skip(1), Is.Unique);
    }

    [Test]
    public void A_key_with_NULL_in_it_is_none() => Assert.That(Keys(Reading.Series(DuplicateRule.Ignore), Row with { Id = null }), Has.All.Null);

    [Test]
    public void A_long_text_is_a_key_as_any_other()
    {
        var text = new string('x', 70_000);
        var keys = Keys(Reading.State(), Row with { Name = text }, Row with { Name = text + "y" }, Row with { Name = text });
        Assert.That(keys[2], Is.EqualTo(keys[0]).And.Not.EqualTo(keys[1]));
    }

    private static List<string?> Keys(Table<Reading> table, params Reading[] rows)
    {
        using var batch = table.Encoder.Encode(rows, 1_900_000_000_000_000);
        return [.. Enumerable.Range(0, rows.Length).Select(row => RowKey.Of(batch, row))];
    }
}
