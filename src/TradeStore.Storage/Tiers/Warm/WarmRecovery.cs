using System.Globalization;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm.Blocks;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>
/// Opens the database whatever state its log is in: a log that is damaged, or that cannot be replayed in the memory there is, is set
/// aside into <c>quarantine/</c>, since the journal holds all of it; and blocks of the file that a killed checkpoint has torn are mended.
/// </summary>
internal sealed class WarmRecovery(StoreFolder folder, EngineOptions options, TimeProvider clock) : IDisposable
{
    private readonly TornBlocks _tornBlocks = new(folder);
    private readonly EngineLogEnds _logs = new();
    private List<(string From, string To)> _moves = [];
    private string? _reasonFile;

    // The first entry says that it is a version: field 100 (the kind of an entry), 98 (a version), field 101 (which).
    private static ReadOnlySpan<byte> LogBegins => [100, 0, 98, 101, 0];

    /// <summary>Gets the files that were set aside.</summary>
    public IReadOnlyList<string> SetAside => _moves.ConvertAll(m => m.To);

    /// <summary>Gets why they were.</summary>
    public string? Reason { get; private set; }

    /// <summary>Gets what was mended in the database file, a sentence each.</summary>
    public IReadOnlyList<string> Mended => _tornBlocks.Mended;

    /// <summary>Opens the database.</summary>
    /// <exception cref="StoreCorruptException">The database file itself cannot be read.</exception>
    public WarmDatabase Open(long recoveryMemory)
    {
        if (EngineFile.IsHeld(folder.Database))
        {
            // Where somebody deleted the store's own lock: the engine refuses the file and says who has it.
            return WarmDatabase.Open(folder, options, recoveryMemory);
        }

        var logs = EngineLogs();
        _logs.Take(logs);
        _tornBlocks.Mend(hasLog: logs.Exists(log => new FileInfo(log) is { Exists: true, Length: > 0 }));
        if (_tornBlocks.IsCut)
        {
            throw Corrupt("It ends before the last of its blocks.");
        }

        try
        {
            return OpenAsItIs(recoveryMemory);
        }
        catch
        {
            _tornBlocks.Undo();
            _logs.PutBack();
            throw;
        }
    }

    /// <summary>Puts everything back as it was, since the store is refused; the database is closed before.</summary>
    public void PutBack()
    {
        _tornBlocks.Undo();
        foreach (var (from, to) in _moves)
        {
            Move(to, from);
        }

        _logs.PutBack();
        if (_reasonFile is not null)
        {
            File.Delete(_reasonFile);
        }

        (_moves, _reasonFile, Reason) = ([], null, null);
    }

    /// <summary>Lets go of what was kept to be put back.</summary>
    public void Dispose() => _logs.Dispose();

    // The engine's log, and what it leaves beside it when it is killed in a checkpoint; not whatever else somebody may have put beside the database.
    private List<string> EngineLogs() =>
        [.. Directory.EnumerateFileSystemEntries(folder.Root).Where(f => f.StartsWith(folder.Database + ".", StringComparison.Ordinal) && f[folder.Database.Length..].Split('.').Contains("wal", StringComparer.Ordinal)).Order(StringComparer.Ordinal)];

    private WarmDatabase OpenAsItIs(long recoveryMemory)
    {
        var found = EngineLogs();
        if (found.Find(log => !PlainFile.IsAt(log)) is { } odd)
        {
            // The engine would follow a link, and write to where it leads.
            return OpenWithout(found, $"'{Path.GetFileName(odd)}' is no file.", failure: null, recoveryMemory);
        }

        if (found.Find(log => !IsBegun(log)) is { } foreign)
        {
            // The engine would take it for an empty one, and write over it.
            return OpenWithout(found, $"'{Path.GetFileName(foreign)}' does not begin as a log of the engine's does.", failure: null, recoveryMemory);
        }

        try
        {
            return WarmDatabase.Open(folder, options, recoveryMemory);
        }
        catch (DuckDbException failure) when (!DiskErrors.IsDenied(failure)) // nothing is wrong with what could not be looked at
        {
            if (DiskErrors.IsFull(failure))
            {
                throw new DiskFullException("The disk has no room to open the database.", failure);
            }

            var logs = EngineLogs();
            return logs.Count == 0 ? throw Corrupt(failure.Message, failure) : OpenWithout(logs, failure.Message, failure, recoveryMemory);
        }
    }

    // Empty, or begun as the engine does, as far as it goes.
    private static bool IsBegun(string log)
    {
        using var file = File.OpenHandle(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> start = stackalloc byte[LogBegins.Length];
        return LogBegins.StartsWith(start[..RandomAccess.Read(file, start, 0)]);
    }

    private WarmDatabase OpenWithout(List<string> logs, string reason, DuckDbException? failure, long recoveryMemory)
    {
        Directory.CreateDirectory(folder.Quarantine);
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'.'fffffff", CultureInfo.InvariantCulture);
        var moves = logs.ConvertAll(log => (From: log, To: Path.Combine(folder.Quarantine, $"{stamp}-{Path.GetFileName(log)}")));
        foreach (var (from, to) in moves)
        {
            Move(from, to);
        }

        try
        {
            var database = WarmDatabase.Open(folder, options, recoveryMemory);
            (_moves, Reason) = (moves, reason);
            _reasonFile = Path.Combine(folder.Quarantine, $"{stamp}-reason.txt");
            File.WriteAllText(
                _reasonFile,
                $"The engine's log could not be replayed and was set aside; the journal was replayed instead.{Environment.NewLine}{reason}{Environment.NewLine}");
            return database;
        }
        catch (DuckDbException without)
        {
            // The log was not what is wrong: everything goes back to where it was.
            foreach (var (from, to) in moves)
            {
                Move(to, from);
            }

            throw Corrupt((failure ?? without).Message, failure ?? without);
        }
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private StoreCorruptException Corrupt(string reason, DuckDbException? failure = null) => new(
        $"The database file '{Path.GetFileName(folder.Database)}' cannot be opened: {reason} The journal is untouched.",
        [$"{Path.GetFileName(folder.Database)}: {reason}"],
        failure);
}
