using System.Globalization;
using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;

namespace TradeStore.Tiers.Warm;

/// <summary>
/// Opens the database whatever state its log is in: a log that is damaged, or that cannot be replayed in the memory there is, is set
/// aside into <c>quarantine/</c>, since the journal holds all of it.
/// </summary>
internal sealed class WarmRecovery(StoreFolder folder, EngineOptions options, TimeProvider clock)
{
    private List<(string From, string To)> _moves = [];
    private string? _reasonFile;

    /// <summary>Gets the files that were set aside.</summary>
    public IReadOnlyList<string> SetAside => _moves.ConvertAll(m => m.To);

    /// <summary>Gets why they were.</summary>
    public string? Reason { get; private set; }

    /// <summary>Opens the database.</summary>
    /// <exception cref="StoreCorruptException">The database file itself cannot be read.</exception>
    public WarmDatabase Open(long recoveryMemory)
    {
        try
        {
            return WarmDatabase.Open(folder, options, recoveryMemory);
        }
        catch (DuckDbException failure)
        {
            if (DiskErrors.IsFull(failure))
            {
                throw new DiskFullException("The disk has no room to open the database.", failure);
            }

            var logs = EngineLogs();
            return logs.Count == 0 ? throw Corrupt(failure) : OpenWithout(logs, failure, recoveryMemory);
        }
    }

    /// <summary>Moves what was set aside back to where it was, since the store is refused; the database is closed before.</summary>
    public void PutBack()
    {
        foreach (var (from, to) in _moves)
        {
            File.Move(to, from);
        }

        if (_reasonFile is not null)
        {
            File.Delete(_reasonFile);
        }

        (_moves, _reasonFile, Reason) = ([], null, null);
    }

    // The engine's log, and what it leaves beside it when it is killed in a checkpoint.
    // Not by a pattern: "store.duckdb.*" means the database file itself, too.
    private List<string> EngineLogs() =>
        [.. Directory.EnumerateFiles(folder.Root).Where(f => f.StartsWith(folder.Database + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private WarmDatabase OpenWithout(List<string> logs, DuckDbException failure, long recoveryMemory)
    {
        Directory.CreateDirectory(folder.Quarantine);
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'.'fffffff", CultureInfo.InvariantCulture);
        var moves = logs.ConvertAll(log => (From: log, To: Path.Combine(folder.Quarantine, $"{stamp}-{Path.GetFileName(log)}")));
        foreach (var (from, to) in moves)
        {
            File.Move(from, to);
        }

        try
        {
            var database = WarmDatabase.Open(folder, options, recoveryMemory);
            (_moves, Reason) = (moves, failure.Message);
            _reasonFile = Path.Combine(folder.Quarantine, $"{stamp}-reason.txt");
            File.WriteAllText(
                _reasonFile,
                $"The engine's log could not be replayed and was set aside; the journal was replayed instead.{Environment.NewLine}{failure.Message}{Environment.NewLine}");
            return database;
        }
        catch (DuckDbException)
        {
            // The log was not what is wrong: everything goes back to where it was.
            foreach (var (from, to) in moves)
            {
                File.Move(to, from);
            }

            throw Corrupt(failure);
        }
    }

    private StoreCorruptException Corrupt(DuckDbException failure) => new(
        $"The database file '{Path.GetFileName(folder.Database)}' cannot be opened: {failure.Message} The journal is untouched.",
        [$"{Path.GetFileName(folder.Database)}: {failure.Message}"],
        failure);
}
