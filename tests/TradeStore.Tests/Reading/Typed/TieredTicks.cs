using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Ticks of three days, of which the first lie in files, others in the database and the last in memory; some were corrected, some busted.</summary>
internal sealed class TieredTicks : IAsyncDisposable
{
    private static readonly string[] Symbols = ["X", "Y", "it's", "日本"];
    private readonly TemporaryFolder _folder;

    private TieredTicks(TemporaryFolder folder, Store store, IReadOnlyList<Tick> rows)
    {
        _folder = folder;
        Store = store;
        Rows = rows;
    }

    public Store Store { get; }

    /// <summary>Gets the ticks as they count.</summary>
    public IReadOnlyList<Tick> Rows { get; }

    public static async Task<TieredTicks> OpenAsync(Random random, int ticksOfADay)
    {
        var folder = new TemporaryFolder();
        var store = await Quick.OpenAsync(folder);
        var rows = new Dictionary<TickKey, Tick>();
        for (var day = 0; day < 3; day++)
        {
            var ticks = Enumerable.Range(0, ticksOfADay).Select(i => Any(random, day, i)).ToList();
            await store.Ticks.AppendAsync(ticks);
            ticks.ForEach(t => rows.Add(TickKey.Of(t), t));
            if (day == 0)
            {
                await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
            }
            else if (day == 1)
            {
                await store.DisposeAsync();
                store = await Quick.OpenAsync(folder);
            }
        }

        foreach (var key in rows.Keys.Where(_ => random.Next(12) == 0).ToList())
        {
            if (random.Next(3) == 0)
            {
                await store.Ticks.BustAsync(key, "busted");
                rows.Remove(key);
            }
            else
            {
                rows[key] = rows[key] with { LastPrice = rows[key].LastPrice is null ? null : 250.25m, Source = "venue" };
                await store.Ticks.CorrectAsync(rows[key], "corrected");
            }
        }

        var stored = await store.Ticks.Query().ToListAsync();
        Assert.That(stored.Select(t => (TickKey.Of(t), t.LastPrice, t.Source)), Is.EquivalentTo(rows.Select(r => (r.Key, r.Value.LastPrice, r.Value.Source))));
        return new(folder, store, stored);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private static Tick Any(Random random, int day, int number)
    {
        var isTrade = random.Next(3) > 0;
        return new()
        {
            Timestamp = Some.Day.AddDays(day).AddSeconds(random.Next(20)),
            Exchange = random.Next(3) == 0 ? "A" : "B",
            Symbol = Symbols[random.Next(Symbols.Length)],
            SequenceNumber = (day * 10_000) + number,
            LastPrice = isTrade ? 90 + (random.Next(2_000) / 100m) : null,
            LastSize = isTrade ? random.Next(5) : null,
            BidPrice = isTrade ? null : 90 + (random.Next(2_000_000) / 100_000m),
            AskPrice = isTrade || random.Next(5) == 0 ? null : 110 + random.Next(3),
            AggressorSide = !isTrade ? null : random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
            Tape = random.Next(2) == 0 ? null : "C",
        };
    }
}
