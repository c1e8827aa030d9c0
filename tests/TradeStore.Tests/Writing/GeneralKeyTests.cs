using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>Series whose rows are told apart by an id: no order says that a key is new, so every row is compared with what is there.</summary>
internal sealed class GeneralKeyTests
{
    private static readonly Guid First = new(1, 0, 0, new byte[8]);
    private static readonly Guid Second = new(2, 0, 0, new byte[8]);
    private readonly List<Reading> _expected = [];
    private TemporaryFolder _folder = null!;
    private Table<Reading> _table = null!;
    private Store _store = null!;
    private long _value;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _expected.Clear();
        _value = 0;
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_rule_for_duplicates_holds_wherever_the_first_row_lies([Values] DuplicateRule rule, [Values(Lane.Market, Lane.Trading)] Lane lane)
    {
        _table = Reading.Series(rule, lane);
        await OpenAsync();
        await AppendAsync(Row(First), Row(First), Row(Second, minute: 5), Row(First, minute: 9), Row(Second, minute: 5));
        await AppendAsync(Row(First), Row(Second));
        await _store.CheckpointAsync();
        await AppendAsync(Row(Second, minute: 5), Row(First));
        await AppendAsync(Row(First), Row(First, minute: 30));

        // Behind and before what is there, and of several days at once.
        await AppendAsync(Row(First, minute: -1_000), Row(First, minute: 3_000), Row(First), Row(First, minute: 3_000));
        await _store.CheckpointAsync();
        await AppendAsync(Row(First, minute: 3_000), Row(First, minute: -1_000));
        await _store.DisposeAsync();
        await OpenAsync();
        await CheckAsync();
        await AppendAsync(Row(First, minute: 3_000), Row(Second), Row(First, minute: 30));
    }

    [Test]
    public async Task Rows_without_an_id_are_never_duplicates([Values] DuplicateRule rule)
    {
        _table = Reading.Series(rule);
        await OpenAsync();
        await AppendAsync(Row(null), Row(null), Row(First), Row(null));
        await _store.CheckpointAsync();
        await AppendAsync(Row(null), Row(First));
        await _store.DisposeAsync();
        await OpenAsync();
        await AppendAsync(Row(null), Row(null), Row(First));
    }

    [TestCase(21)]
    [TestCase(22)]
    [TestCase(23)]
    public async Task Any_appends_leave_what_the_rule_says(int seed)
    {
        var random = Quick.Seeded(seed);
        _table = Reading.Series((DuplicateRule)(seed % 3), random.Next(2) == 0 ? Lane.Market : Lane.Trading);
        await OpenAsync();
        for (var step = 0; step < 25; step++)
        {
            await AppendAsync([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Row(new Guid(random.Next(12), 0, 0, new byte[8]), random.Next(6) * 500))]);
            switch (random.Next(8))
            {
                case 0:
                    await _store.CheckpointAsync();
                    break;
                case 1:
                    await _store.DisposeAsync();
                    await OpenAsync();
                    break;
            }
        }
    }

    private async Task OpenAsync() => _store = await Quick.OpenAsync(_folder, options => options.Tables.Add(_table));

    private Reading Row(Guid? id, int minute = 0) => new() { Id = id, At = Some.Day.AddMinutes(minute), Name = "n", Place = "p", Value = ++_value };

    private async Task AppendAsync(params Reading[] rows)
    {
        await _store.Series(_table).AppendAsync(rows);
        foreach (var row in rows)
        {
            var same = _expected.FindIndex(r => row.Id is not null && r.Id == row.Id && r.At == row.At);
            if (same < 0 || _table.Duplicates == DuplicateRule.KeepBoth)
            {
                _expected.Add(row);
            }
            else if (_table.Duplicates == DuplicateRule.Replace)
            {
                _expected[same] = row;
            }
        }

        await CheckAsync();
    }

    private async Task CheckAsync() =>
        Assert.That((await _store.Series(_table).Query().ToListAsync()).Select(Text), Is.EquivalentTo(_expected.Select(Text)), $"after value {_value}");

    private static string Text(Reading row) => $"{row.Id} {row.At:O} {row.Value}";
}
