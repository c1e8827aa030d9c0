using TradeStore.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>Rows of a state table replace the ones with their keys, within a call, a transaction of the writer, and what is stored.</summary>
internal sealed class StateTableTests
{
    private static readonly Reading First = new() { At = Some.Day, Name = "a", Place = "x", Value = 1, Amount = 1.5m, Tags = ["t", "u"], Id = new Guid(1, 0, 0, new byte[8]) };
    private static readonly Reading Other = First with { Place = "y", Value = 100 };

    [Test]
    public async Task A_row_replaces_the_one_with_its_key_and_no_other([Values(Lane.Market, Lane.Trading)] Lane lane, [Values] bool reopens)
    {
        using var folder = new TemporaryFolder();
        var table = Reading.State(lane);
        await using (var store = await OpenAsync(folder, table))
        {
            await store.State(table).PutAsync([First, Other]);
            Assert.That(await RowsAsync(store, table), Is.EqualTo(Text(First, Other)));
            if (!reopens)
            {
                await ReplaceAsync(store, table);
                return;
            }
        }

        await using (var store = await OpenAsync(folder, table))
        {
            await ReplaceAsync(store, table);
        }

        await using var again = await OpenAsync(folder, table);
        Assert.That(await RowsAsync(again, table), Is.EqualTo(Text(First with { Value = 5, At = First.At.AddDays(400) }, Other)));
    }

    [Test]
    public async Task Of_rows_with_one_key_in_one_call_and_in_calls_that_are_applied_together_the_last_counts()
    {
        using var folder = new TemporaryFolder();
        var table = Reading.State();
        await using var store = await OpenAsync(folder, table, options => options.Writing.MaximumDelay = TimeSpan.FromSeconds(10));
        await store.State(table).PutAsync([First, Other, First with { Value = 2 }]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => store.State(table).PutAsync(First with { Name = $"n{n}" }).AsTask()));
        await store.State(table).PutAsync(First with { Value = 3 });
        await store.State(table).PutAsync([Other with { Value = 4 }, Other with { Value = null }]);

        var rows = await RowsAsync(store, table);
        Assert.That(rows, Has.Count.EqualTo(22));
        Assert.That(rows.Take(2), Is.EqualTo(Text(First with { Value = 3 }, Other with { Value = null })));
    }

    [Test]
    public async Task NULL_replaces_a_value_and_a_value_replaces_NULL()
    {
        using var folder = new TemporaryFolder();
        var table = Reading.State();
        await using var store = await OpenAsync(folder, table);
        var empty = First with { Id = null, Value = null, Amount = null, Tags = null };
        foreach (var row in new[] { empty, First, empty, First })
        {
            await store.State(table).PutAsync(row);
            Assert.That(await RowsAsync(store, table), Is.EqualTo(Text(row)));
        }
    }

    [Test]
    public async Task A_table_of_nothing_but_its_key_holds_each_key_once()
    {
        using var folder = new TemporaryFolder();
        var table = new TableBuilder<Reading>().Name(1, "place", r => r.Place).Build(new TableSettings { Name = "places", Key = ["place"] });
        await using var store = await OpenAsync(folder, table);
        await store.State(table).PutAsync([First, Other, First]);
        await store.State(table).PutAsync([Other, First with { Place = "z" }]);

        Assert.That((await store.State(table).Query().ToListAsync()).Select(r => r.Place), Is.EquivalentTo(new[] { "x", "y", "z" }));
    }

    [Test]
    public async Task A_key_of_a_long_text_is_replaced_as_any_other()
    {
        using var folder = new TemporaryFolder();
        var table = Reading.State();
        await using var store = await OpenAsync(folder, table);
        var long1 = First with { Name = new string('x', 70_000) };
        await store.State(table).PutAsync([long1, long1 with { Value = 2 }]);
        await store.State(table).PutAsync(long1 with { Value = 3 });

        Assert.That((await store.State(table).Query().ToListAsync()).Select(r => r.Value), Is.EqualTo(new long?[] { 3 }));
    }

    private static async Task ReplaceAsync(Store store, Table<Reading> table)
    {
        await store.State(table).PutAsync(First with { Value = 4 });
        await store.State(table).PutAsync(First with { Value = 5, At = First.At.AddDays(400) });
        Assert.That(await RowsAsync(store, table), Is.EqualTo(Text(First with { Value = 5, At = First.At.AddDays(400) }, Other)));
    }

    private static async Task<List<string>> RowsAsync(Store store, Table<Reading> table) =>
        Text([.. await store.State(table).Query().OrderBy(r => r.Name).ThenBy(r => r.Place).ToListAsync()]);

    private static List<string> Text(params Reading[] rows) =>
        [.. rows.Select(r => $"{r.Name} {r.Place} {r.At:O} {r.Id} {r.Value} {r.Amount:0.##} {(r.Tags is null ? "NULL" : string.Join(',', r.Tags))}")];

    private static Task<Store> OpenAsync(TemporaryFolder folder, TableSchema table, Action<StoreOptions>? change = null) => Quick.OpenAsync(folder, options =>
    {
        options.Tables.Add(table);
        change?.Invoke(options);
    });
}
