using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The command <c>ratios [--only name] [--rounds n] [--quick]</c>.</summary>
internal static class RatiosCommand
{
    private const string Usage = "ratios [--only <start of a name>] [--rounds <1 to 99>] [--quick]";

    // Made when first asked for, and shared by the lines that need it.
    private static readonly TickDay Day = new();

    private static readonly IRatio[] All =
    [
        new IngestVsRawDuckDb(),
        new IngestVsPostgres(),
        new IngestVsEmbedded("ingest_ticks_vs_duckdb_net", file => new DuckDbNetTicks(file)),
        new IngestVsEmbedded("ingest_ticks_vs_sqlite", file => new SqliteTicks(file)),
        new StreamColumnsVsRawDuckDb(),
        new ReadRowsVsDuckDbNet(),
        new AckSingleTick(),
        new AckBesideLoad(),
        new ReadAfterWrite(),
        new TradingAck("order_ack", (store, orders) => orders.SubmitAsync(store)),
        new OrderBehindTicks(),
        new TradingAck("execution_record", (store, orders) => orders.FillAsync(store)),
        new LiveLookup(),
        new FindClosedOrder(),
        new Dashboard(),
        new OpenEmpty(),
        new SymbolDayWarm(Day),
        new SymbolDayCold(Day),
        new SymbolDayManyPartitions(),
        new YearOfBars(),
        new ExportVsRawCopy(Day),
        new IngestBesideTiering(Day),
        new BytesPerRow(),
        new FileAfterSixtyDays(),
        new ManySmallPartitions(),
        new NumbersOfAStore(),
    ];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (!TryParse(args, out var only, out var run))
        {
            await Console.Error.WriteLineAsync($"usage: {Usage}\nnames: {string.Join(", ", All.SelectMany(ratio => ratio.Names))}");
            return 1;
        }

        using var day = Day;
        foreach (var ratio in All.Where(ratio => ratio.Names.Any(IsAsked)))
        {
            RatioRun.Note(ratio.Names[0]);
            foreach (var line in (await ratio.MeasureAsync(run, cancellationToken)).Where(line => IsAsked(line.Name)))
            {
                Console.WriteLine(line);
            }
        }

        return 0;

        bool IsAsked(string name) => name.StartsWith(only, StringComparison.Ordinal);
    }

    private static bool TryParse(string[] args, out string only, out RatioRun run)
    {
        var isQuick = false;
        int? rounds = null;
        only = "";
        var isRight = true;
        for (var i = 0; i < args.Length && isRight; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--only" when i + 1 < args.Length:
                    var name = only = args[++i];
                    isRight = All.SelectMany(ratio => ratio.Names).Any(known => known.StartsWith(name, StringComparison.Ordinal));
                    break;
                case "--rounds" when i + 1 < args.Length && int.TryParse(args[++i], out var count) && count is > 0 and < 100:
                    rounds = count;
                    break;
                default:
                    isRight = false;
                    break;
            }
        }

        run = new RatioRun(rounds ?? (isQuick ? 1 : 5), isQuick);
        return isRight;
    }
}
