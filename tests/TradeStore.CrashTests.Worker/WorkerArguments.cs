using System.Globalization;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests.Worker;

/// <summary>What the worker is told; travels as the process's arguments.</summary>
public sealed record WorkerArguments
{
    /// <summary>The name of a step within a checkpoint: a block is being written; the microseconds since then follow it.</summary>
    public const string InABlock = "InABlock+";

    public required string Folder { get; init; }

    /// <summary>Gets the number of this run; ids of batches never come twice.</summary>
    public int Run { get; init; }

    public int JournalFileMegabytes { get; init; } = 64;

    public int TransactionRows { get; init; } = 245_760;

    public int DelayMilliseconds { get; init; } = 20;

    public int CheckpointMegabytes { get; init; } = 128;

    /// <summary>Gets the rows from which a group goes straight into the partitions.</summary>
    public int DirectRows { get; init; } = 122_880;

    /// <summary>Gets the batches after which the worker closes the store; it goes on without end unless set.</summary>
    public int CloseAfter { get; init; } = int.MaxValue;

    /// <summary>Gets the step of the writer at which the worker dies; none unless set.</summary>
    public string Step { get; init; } = "";

    /// <summary>Gets the how manieth time of that step it is.</summary>
    public int StepCount { get; init; } = 1;

    /// <summary>Gets how many producers append ticks and bars.</summary>
    public int Producers { get; init; } = BatchId.Producers;

    /// <summary>Gets how many traders trade beside them.</summary>
    public int Traders { get; init; }

    /// <summary>Gets how many move rows between tables and files beside them: none or one.</summary>
    public int Movers { get; init; }

    /// <summary>Gets the folder of the archive, where those that move rows remove such that are too old, too; none unless set.</summary>
    public string Archive { get; init; } = "";

    public static WorkerArguments Parse(string[] args) => new()
    {
        Folder = args[0],
        Run = Number(args[1]),
        JournalFileMegabytes = Number(args[2]),
        TransactionRows = Number(args[3]),
        DelayMilliseconds = Number(args[4]),
        CheckpointMegabytes = Number(args[5]),
        CloseAfter = Number(args[6]),
        Step = args[7],
        StepCount = Number(args[8]),
        DirectRows = Number(args[9]),
        Producers = Number(args[10]),
        Traders = Number(args[11]),
        Movers = Number(args[12]),
        Archive = args[13],
    };

    public IEnumerable<string> Format() =>
    [
        Folder, $"{Run}", $"{JournalFileMegabytes}", $"{TransactionRows}", $"{DelayMilliseconds}", $"{CheckpointMegabytes}", $"{CloseAfter}", Step, $"{StepCount}", $"{DirectRows}",
        $"{Producers}", $"{Traders}", $"{Movers}", Archive,
    ];

    public StoreOptions Options() => new()
    {
        Journal = new JournalOptions { FileSize = (long)JournalFileMegabytes << 20, RetentionSize = 0 },
        Writing = new WritingOptions
        {
            TransactionRows = TransactionRows,
            DirectRows = DirectRows,
            MaximumDelay = TimeSpan.FromMilliseconds(DelayMilliseconds),
            CheckpointSize = (long)CheckpointMegabytes << 20,
        },
        Engine = new EngineOptions { Threads = 2, MemoryLimit = 1L << 30 },

        // Nothing is ever too old unless it is asked for.
        Tiering = Archive.Length > 0 ? new TieringOptions { Archive = Archive, Preset = TieringPreset.Expiring } : new TieringOptions(),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
