using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Verification;

/// <summary>A store with two days of ticks and one of bars in files, and a day of ticks that is sealed in the database.</summary>
internal sealed class ColdStore : IAsyncDisposable
{
    public const int TicksOfADay = 3000;
    public const int Bars = 200;
    private readonly TemporaryFolder _folder = new();
    private readonly Action<StoreOptions>? _change;
    private readonly bool _hasArchive;

    private ColdStore(bool hasArchive, Action<StoreOptions>? change) => (_hasArchive, _change) = (hasArchive, change);

    public static DateTime FirstDay => Some.Day;

    public static DateTime SecondDay => Some.Day.AddDays(1);

    public static DateTime WarmDay => Some.Day.AddDays(2);

    public string Root => Path.Combine(_folder.Path, "store");

    public string ArchiveFolder => Path.Combine(_folder.Path, "archive");

    /// <summary>Gets a place outside the store to which something of it may be moved.</summary>
    public string Elsewhere => Path.Combine(_folder.Path, "elsewhere");

    public Store Store { get; private set; } = null!;

    /// <summary>Gets the segment of the first day.</summary>
    public Segment First => Segments[0];

    public IReadOnlyList<Segment> Segments => Store.Parts.Maps!.Current.Segments(TickTable.Definition);

    /// <summary>Gets the file of the first day.</summary>
    public string FirstFile => FullPath(First);

    public string OfBars => FullPath(Store.Parts.Maps!.Current.Segments(BarTable.Definition).Single());

    public static async Task<ColdStore> OpenAsync(bool hasArchive = false, Action<StoreOptions>? change = null)
    {
        var cold = new ColdStore(hasArchive, change);
        Directory.CreateDirectory(cold.ArchiveFolder);
        if (change is null)
        {
            // Made once: what is there is the same with an archive and without.
            await ColdTemplate.CopyAsync(cold.Root);
            await cold.ReopenAsync();
            return cold;
        }

        return await MakeAsync(cold);
    }

    /// <summary>Makes one that knows of no archive.</summary>
    public static Task<ColdStore> MakeAsync() => MakeAsync(new ColdStore(hasArchive: false, change: null));

    public static List<Tick> Ticks(DateTime day, int count = TicksOfADay, int first = 0) =>
        [.. Enumerable.Range(first, count).Select(i => Some.Quote(i, i % 3 == 0 ? "MSFT" : "AAPL") with { Timestamp = day.AddSeconds(i) })];

    public string FullPath(Segment segment) => Path.Combine(Root, segment.File!);

    public async Task ReopenAsync(Action? whileClosed = null)
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        whileClosed?.Invoke();
        Store = await Store.OpenAsync(Root, Quick.Options(options =>
        {
            options.Tiering.Archive = _hasArchive ? ArchiveFolder : null;

            // What is where stays there.
            options.Tiering.Tables["market_ticks"] = new TierPolicy { Warm = TimeSpan.FromDays(36_500), ExpireAfter = TimeSpan.FromDays(90) };
            _change?.Invoke(options);
        }));
    }

    /// <summary>Reads a day by every path there is.</summary>
    public IEnumerable<(string Path, Func<Task<long>> Count)> Reads(DateTime day)
    {
        var end = day.AddDays(1);
        yield return ("get", async () => (await Store.Ticks.GetAsync(new TickQuery { From = day, To = end })).Count);
        yield return ("get by symbol", async () => (await Store.Ticks.GetAsync("NASDAQ", "AAPL", day, end)).Count + (await Store.Ticks.GetAsync("NASDAQ", "MSFT", day, end)).Count);
        yield return ("stream", async () =>
        {
            var rows = 0L;
            await foreach (var chunk in Store.Ticks.StreamAsync(new TickQuery { From = day, To = end }))
            {
                rows += chunk.RowCount;
            }

            return rows;
        });
        yield return ("typed query", async () => (await Store.Ticks.Query().Where(t => t.Timestamp >= day && t.Timestamp < end && t.BidPrice > 0).ToListAsync()).Count);
        yield return ("typed query by price", async () => (await Store.Ticks.Query().Where(t => t.Timestamp >= day && t.Timestamp < end).OrderBy(t => t.BidPrice).ToListAsync()).Count);
        yield return ("count", () => Store.Ticks.Query().Where(t => t.Timestamp >= day && t.Timestamp < end && t.BidPrice > 0).CountAsync());
        yield return ("SQL", async () => (await Store.QueryAsync<long>("SELECT count(bid_price) FROM market_ticks WHERE ts >= $day AND ts < $end", new { day, end }))[0]);
    }

    /// <summary>Checks that the first day of ticks cannot be read by any path, and that everything else can be.</summary>
    public async Task FirstDayIsLostAsync(string file)
    {
        foreach (var (path, count) in Reads(FirstDay).Append(("SQL of all", Sql)))
        {
            var error = await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)count(), path);
            Assert.That(error!.Message, Does.Contain("20240305").And.Contain("market_ticks").And.Contain(file), path);
            Assert.That(error.Findings, Has.Count.EqualTo(1), path);
        }

        await RestIsReadableAsync();
    }

    public async Task RestIsReadableAsync()
    {
        foreach (var (path, count) in Reads(SecondDay).Concat(Reads(WarmDay)))
        {
            Assert.That(await count(), Is.EqualTo(TicksOfADay), path);
        }

        Assert.That(await Store.QueryAsync<long>("SELECT count(*) FROM ohlcv_bars -- not market_ticks"), Is.EqualTo(new[] { (long)Bars }));
        Assert.That(await Store.Bars.GetAsync(new BarQuery()), Has.Count.EqualTo(Bars));
    }

    public async Task AllIsReadableAsync()
    {
        foreach (var (path, count) in Reads(FirstDay))
        {
            Assert.That(await count(), Is.EqualTo(TicksOfADay), path);
        }

        Assert.That(await Sql(), Is.EqualTo(3 * TicksOfADay));
        await RestIsReadableAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<ColdStore> MakeAsync(ColdStore cold)
    {
        await cold.ReopenAsync();
        await cold.Store.Ticks.AppendAsync([.. Ticks(FirstDay), .. Ticks(SecondDay), .. Ticks(WarmDay)]);
        await cold.Store.Bars.AppendAsync([.. Enumerable.Range(0, Bars).Select(i => Some.Bar(i))]);
        Assert.That((await cold.Store.Tiering.ExportAsync("market_ticks", FirstDay, WarmDay)).Done, Has.Count.EqualTo(2));
        Assert.That((await cold.Store.Tiering.ExportAsync("ohlcv_bars", FirstDay, WarmDay)).Done, Has.Count.EqualTo(1));
        Assert.That((await cold.Store.Tiering.SealAsync("market_ticks", WarmDay, WarmDay.AddDays(1))).Done, Has.Count.EqualTo(1));
        return cold;
    }

    private async Task<long> Sql() => (await Store.QueryAsync<long>("SELECT count(bid_price) FROM market_ticks"))[0];
}
