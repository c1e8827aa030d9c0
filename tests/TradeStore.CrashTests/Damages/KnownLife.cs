using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests.Damages;

/// <summary>
/// A store whose every acknowledged row is known, with copies of its folder at four moments of its life: closed early, as killed in the
/// middle, closed late, as killed at the end. It has ticks of six days, bars of two months, orders and fills, in memtables, in the database and
/// in Parquet files of two generations.
/// </summary>
internal sealed class KnownLife : IDisposable
{
    public const string Exchange = "X";
    private const int RowsOfABatch = 1_500;
    private const int RowsOfASmallBatch = 300;
    private static readonly DateTime FirstDay = new(2024, 3, 4, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;
    private int _copies;
    private long _tick;

    private KnownLife(int seed) => _random = new Random(seed);

    public AcknowledgedRows Rows { get; } = new();

    public Moment Early { get; private set; } = null!;

    public Moment Middle { get; private set; } = null!;

    public Moment Late { get; private set; } = null!;

    public Moment Last { get; private set; } = null!;

    public static IEnumerable<DateTime> Days => Enumerable.Range(0, 6).Select(d => FirstDay.AddDays(d));

    public static StoreOptions Options(DamagePolicy onDamage = DamagePolicy.Refuse) => new()
    {
        OnDamage = onDamage,
        Journal = new JournalOptions { FileSize = 1 << 20, Durability = Durability.Os },

        // What is more than a small batch goes into the partitions at once, so that the engine's log holds something.
        Writing = new WritingOptions { DirectRows = RowsOfASmallBatch + 1 },
        Engine = new EngineOptions { Threads = 1, MemoryLimit = 512L << 20 },
    };

    public static async Task<KnownLife> LiveAsync(int seed)
    {
        var life = new KnownLife(seed);
        try
        {
            await life.LiveAsync();
            return life;
        }
        catch
        {
            life.Dispose();
            throw;
        }
    }

    /// <summary>Returns a copy of a moment's folder that may be damaged.</summary>
    public string Copy(Moment moment)
    {
        var copy = _folder[$"copy{Interlocked.Increment(ref _copies)}"];
        FileTree.Copy(moment.Folder, copy);
        return copy;
    }

    /// <summary>Appends rows that no one has appended before, and enters them.</summary>
    public static async Task AppendAsync(Store store, AcknowledgedRows rows, Random random, DateTime day, long firstNumber, int count)
    {
        var ticks = Enumerable.Range(0, count).Select(row => new Tick
        {
            Exchange = Exchange,
            Symbol = $"S{random.Next(3)}",
            Timestamp = day.AddMilliseconds(random.Next(86_400_000)),
            SequenceNumber = firstNumber + row,
            LastPrice = random.Next(1, 1_000_000) / 10_000m,
            LastSize = random.Next(1, 1_000),
        }).ToList();
        await store.Ticks.AppendAsync(ticks);
        rows.Add(ticks, store.Parts.Journal!.DurableSequence);
    }

    public void Dispose() => _folder.Dispose();

    private async Task LiveAsync()
    {
        var days = Days.ToList();
        await using (var store = await OpenAsync())
        {
            await store.Bots.RegisterAsync(new Bot { BotId = "bot", Name = "Bot", Status = BotStatus.Running });
            await AppendAsync(store, days[..3], batches: 12);
            await TradeAsync(store, orders: 5);
            await AppendBarsAsync(store, days[0], 300);
            await ExportAsync(store, days[0]);
            await ExportAsync(store, days[1]);
        }

        Early = new Moment(Keep("early"), Rows.Sequence);
        await using (var store = await OpenAsync())
        {
            // Late rows for a day that is a file already, so that it has a second generation.
            await AppendAsync(store, days[..4], batches: 12);
            await TradeAsync(store, orders: 5);
            Middle = new Moment(Keep("middle"), Rows.Sequence);
            await ExportAsync(store, days[0]);
            await ExportAsync(store, days[2]);
            await AppendBarsAsync(store, days[0].AddMonths(1), 300);
        }

        Late = new Moment(Keep("late"), Rows.Sequence);
        await using (var store = await OpenAsync())
        {
            await AppendAsync(store, days[3..], batches: 12);
            await TradeAsync(store, orders: 5);
            await store.CheckpointAsync();
            await ExportAsync(store, days[3]);
            await AppendAsync(store, days[4..], batches: 6);
            await TradeAsync(store, orders: 3);

            // A checkpoint that was owed may have emptied the engine's log meanwhile.
            do
            {
                await AppendAsync(store, days[5..], batches: 1);
                await store.Ticks.LatestAsync(Exchange, "S0");
                Last = new Moment(Keep("last"), Rows.Sequence);
            }
            while (new FileInfo(Path.Combine(Last.Folder, "store.duckdb.wal")) is not { Exists: true, Length: > 0 });
        }
    }

    private Task<Store> OpenAsync() => Store.OpenAsync(_folder["life"], Options());

    // No call is under way, and what the upkeep does by itself is waited for: so that the copy is what a kill would leave.
    private string Keep(string name)
    {
        if (Directory.Exists(_folder[name]))
        {
            Directory.Delete(_folder[name], recursive: true);
        }

        while (!FileTree.TryCopy(_folder["life"], _folder[name]))
        {
            Thread.Yield();
        }

        return _folder[name];
    }

    private async Task AppendAsync(Store store, IReadOnlyList<DateTime> days, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            var rows = batch % 3 == 2 ? RowsOfASmallBatch : RowsOfABatch;
            await AppendAsync(store, Rows, _random, days[batch % days.Count], _tick, rows);
            _tick += rows;
        }
    }

    private async Task AppendBarsAsync(Store store, DateTime start, int count)
    {
        var bars = Enumerable.Range(0, count).Select(minute => new Bar
        {
            Exchange = Exchange,
            Symbol = "S0",
            Timeframe = Timeframe.OneMinute,
            Timestamp = start.AddMinutes(minute),
            Open = 100,
            High = 300,
            Low = 50,
            Close = _random.Next(51, 299),
            Volume = minute,
            IsComplete = true,
        }).ToList();
        await store.Bars.AppendAsync(bars);
        Rows.Add(bars, store.Parts.Journal!.DurableSequence);
    }

    private async Task TradeAsync(Store store, int orders)
    {
        for (var number = 0; number < orders; number++)
        {
            var order = await store.Orders.SubmitAsync(new Order
            {
                BotId = "bot",
                ClientOrderId = $"c{_tick}-{number}",
                Exchange = Exchange,
                Symbol = "S0",
                Side = OrderSide.Buy,
                Type = OrderType.Market,
                Quantity = 10,
                TimeInForce = TimeInForce.Day,
            });
            Rows.AddOrder(order.OrderId, store.Parts.Journal!.DurableSequence);
            var execution = new Execution
            {
                ExecutionId = Guid.CreateVersion7(), OrderId = order.OrderId, Quantity = 1 + _random.Next(9), Price = 100, ExecutedAt = order.CreatedAt,
            };
            await store.Executions.RecordAsync(execution);
            Rows.AddExecution(execution.ExecutionId, execution.Quantity, store.Parts.Journal!.DurableSequence);
        }
    }

    private static async Task ExportAsync(Store store, DateTime day) => await store.Tiering.ExportAsync("market_ticks", day, day.AddDays(1));
}
