using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Verification;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

/// <summary>What venues changed of ticks, laid over them wherever they lie.</summary>
internal sealed class TickOverlayTests
{
    private static readonly DateTime End = Some.Day.AddDays(2);
    private readonly SortedDictionary<string, Tick> _counting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busted = [];
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _counting.Clear();
        _busted.Clear();
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_question_that_no_changed_tick_can_answer_reads_as_if_there_were_none()
    {
        await AppendAsync([Tick(1), Tick(2), Tick(3) with { Symbol = "Y" }, Tick(86_401)]);
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, End);
        await AppendAsync([Tick(9)]);
        await _store.WaitUntilAppliedAsync();
        var before = Sources(_store.Parts.Maps!.Current);
        await _store.Ticks.CorrectAsync(Tick(2) with { LastPrice = 6 }, "x");
        await _store.WaitUntilAppliedAsync();
        var after = Sources(_store.Parts.Maps.Current);
        Assert.That(before.Values.Sum(s => s.Count(source => source.IsCorrected)), Is.Zero);
        Assert.That(after.Where(s => s.Value.Any(source => source.IsCorrected)).Select(s => s.Key), Is.EqualTo(new[] { "X of the second", "all" }));
        foreach (var asked in after.Where(s => s.Key is not ("X of the second" or "all")))
        {
            Assert.That(asked.Value, Is.EqualTo(before[asked.Key]), asked.Key);
        }

        static SortedDictionary<string, List<RowSource>> Sources(TierMap map)
        {
            var all = new SortedDictionary<string, List<RowSource>>(StringComparer.Ordinal);
            foreach (var (name, from, to, symbol) in new[] { ("all", 0, 172_800, null), ("X of the second", 2, 3, "X"), ("X of another second", 1, 2, "X"), ("Y", 0, 172_800, "Y"), ("the next day", 86_400, 172_800, (string?)null) })
            {
                var filter = new SeriesFilter(TickTable.Definition, Some.Day.AddSeconds(from), Some.Day.AddSeconds(to)).Where("symbol", symbol);
                all[name] = [.. map.Partitions(TickTable.Definition, filter.From, filter.To).SelectMany(p => PartitionSources.Of(map, p, applied: 0, filter))];
            }

            return all;
        }
    }

    [Test]
    public async Task Wherever_ticks_lie_every_read_sees_them_as_they_count()
    {
        var random = Quick.Seeded(1915);
        for (var round = 0; round < Effort.Of(usual: 16, most: 40); round++)
        {
            await AppendAsync([.. Enumerable.Range(0, random.Next(1, 15)).Select(_ => Any(random))]);
            for (var i = random.Next(3); i > 0 && _counting.Count > 0; i--)
            {
                var tick = _counting.Values.ElementAt(random.Next(_counting.Count));
                if (random.Next(3) > 0)
                {
                    var corrected = tick with { LastPrice = tick.LastPrice is null ? null : random.Next(100, 200), AskPrice = tick.AskPrice is null ? null : random.Next(100, 200), Source = "venue" };
                    await _store.Ticks.CorrectAsync(corrected, "corrected");
                    _counting[Name(tick)] = corrected;
                }
                else
                {
                    await _store.Ticks.BustAsync(TickKey.Of(tick), "busted");
                    _counting.Remove(Name(tick));
                    _busted.Add(Name(tick));
                }
            }

            _store = await RandomAging.GoOnAsync(_store, random, round, End, () => Quick.OpenAsync(_folder));

            await CheckAsync($"round {round}");
        }

        Assert.That((await _store.VerifyAsync(VerificationLevel.Content)).Findings, Is.Empty);
    }

    [Test]
    public async Task Fingerprints_change_where_a_tick_was_changed_and_verification_finds_nothing()
    {
        await AppendAsync([Tick(1), Tick(2), Tick(86_401)]);
        await _store.Tiering.ExportAsync("market_ticks", Some.Day, End);
        var before = await _store.Backtests.FingerprintAsync(["market_ticks"], Some.Day, End);
        await _store.Ticks.CorrectAsync(Tick(1) with { LastPrice = 6 }, "x");
        var after = await _store.Backtests.FingerprintAsync(["market_ticks"], Some.Day, End);
        Assert.That(after.Parts.Where(p => !before.Parts.Any(b => b.ContentHash == p.ContentHash)).Select(p => p.Partition), Is.EqualTo(new[] { "20240305" }));
        Assert.That((await _store.VerifyAsync(VerificationLevel.Content)).Findings, Is.Empty);
    }

    private static Tick Tick(int number) => new()
    {
        Timestamp = Some.Day.AddSeconds(number), Exchange = "A", Symbol = "X", LastPrice = 5, LastSize = 3, Conditions = ["x"], SequenceNumber = number,
    };

    private static Tick Any(Random random)
    {
        var kind = random.Next(1, 4);
        return new()
        {
            Timestamp = Some.Day.AddSeconds(random.Next(5)).AddDays(random.Next(2)),
            Exchange = "A",
            Symbol = random.Next(2) == 0 ? "X" : "Y",
            SequenceNumber = random.Next(4),
            AskPrice = (kind & 1) != 0 ? random.Next(100) : null,
            LastPrice = (kind & 2) != 0 ? random.Next(100) : null,
        };
    }

    private async Task AppendAsync(IReadOnlyList<Tick> ticks)
    {
        await _store.Ticks.AppendAsync(ticks);
        foreach (var tick in ticks.Where(t => !_busted.Contains(Name(t))))
        {
            _counting.TryAdd(Name(tick), tick);
        }
    }

    private async Task CheckAsync(string state)
    {
        var expected = _counting.Values.Select(Text).Order(StringComparer.Ordinal).ToList();
        var ticks = await _store.Ticks.GetAsync(new TickQuery());
        Assert.That(ticks.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected), state);
        Assert.That(ticks.Select(t => t.Timestamp), Is.Ordered, state);
        Assert.That((await _store.Ticks.GetAsync(new TickQuery { Order = ReadOrder.Stored })).Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected), $"{state}, stored order");
        Assert.That((await _store.QueryAsync<decimal?>("SELECT last_price FROM market_ticks")).Order(), Is.EqualTo(_counting.Values.Select(t => t.LastPrice).Order()), $"{state}, SQL");
        Assert.That((await _store.Ticks.Query().Where(t => t.LastPrice >= 100).ToListAsync()).Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(_counting.Values.Where(t => t.LastPrice >= 100).Select(Text).Order(StringComparer.Ordinal)), $"{state}, typed");
        Assert.That(await _store.Ticks.Query().CountAsync(), Is.EqualTo(_counting.Count), $"{state}, count");
        foreach (var symbol in new[] { "X", "Y" })
        {
            var of = _counting.Values.Where(t => t.Symbol == symbol).ToList();
            Assert.That((await _store.Ticks.GetAsync("A", symbol, Some.Day, End)).Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(of.Select(Text).Order(StringComparer.Ordinal)), $"{state}, {symbol}");
            Assert.That((await _store.Ticks.LatestAsync("A", symbol))?.Timestamp, Is.EqualTo(of.Count == 0 ? (DateTime?)null : of.Max(t => t.Timestamp)), $"{state}, newest of {symbol}");
        }
    }

    private static string Name(Tick tick) => TickKey.Of(tick).ToString();

    private static string Text(Tick tick) => $"{Name(tick)} {tick.AskPrice:0} {tick.LastPrice:0} {tick.Source} {string.Join(' ', tick.Conditions ?? [])}";
}
