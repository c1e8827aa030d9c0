using TradeStore.Benchmarks.Data;
using TradeStore.Benchmarks.Peers;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>What one durable row costs elsewhere: a single-row commit in PostgreSQL by 16 connections where there is a server, else a bare flush.</summary>
internal sealed class CommitReference : IAsyncDisposable
{
    private readonly Postgres? _postgres;
    private readonly PostgresInsert[] _inserts;
    private readonly TempFolder _folder = new();
    private readonly SingleTicks _producers = new();

    private CommitReference(Postgres? postgres, PostgresInsert[] inserts)
    {
        _postgres = postgres;
        _inserts = inserts;
    }

    public static async Task<CommitReference> OpenAsync(CancellationToken cancellationToken)
    {
        var postgres = await Postgres.ConnectAsync(cancellationToken);
        RatioRun.Note($"  the reference is {(postgres is null ? "a bare flush of 200 bytes" : "a single-row commit in PostgreSQL")}");
        var inserts = new List<PostgresInsert>();
        for (var producer = 0; producer < SingleTicks.Producers && postgres is not null; producer++)
        {
            inserts.Add(await postgres.PrepareInsertAsync(cancellationToken));
        }

        return new CommitReference(postgres, [.. inserts]);
    }

    /// <summary>Commits for a time.</summary>
    /// <returns>The 50th and the 99th percentile in microseconds.</returns>
    public async Task<double[]> RunAsync(TimeSpan duration, CancellationToken cancellationToken) => _postgres is null
        ? Latencies.Percentiles(BareFlush.Run(_folder.File("flush.bin"), duration), time => time.TotalMicroseconds)
        : await _producers.RunAsync(duration, async (producer, tick) => await _inserts[producer].CommitAsync(tick, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        foreach (var insert in _inserts)
        {
            await insert.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _folder.Dispose();
    }
}
