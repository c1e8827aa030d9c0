using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema.Storage;

/// <summary>Tables that a user might declare, in several versions.</summary>
internal static class Declared
{
    /// <summary>A series, a partition a day, which may have grown.</summary>
    public static Table<NoteRow> Note(ushort version = 1, bool hasComment = false)
    {
        var builder = new TableBuilder<NoteRow>().Timestamp(1, "ts", r => r.Timestamp).Name(2, "topic", r => r.Topic);
        return (hasComment ? builder.Json(3, "comment", r => r.Comment) : builder).Build(new TableSettings
        {
            Name = "notes",
            Version = version,
            TimeColumn = "ts",
            Key = ["topic", "ts"],
            Span = PartitionSpan.Day,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Telemetry,
        });
    }

    /// <summary>A state table that may have grown.</summary>
    public static Table<LevelRow> Level(ushort version = 1, bool hasComment = false)
    {
        var builder = new TableBuilder<LevelRow>().Name(1, "symbol", r => r.Symbol).Decimal(2, "price", r => r.Price);
        return (hasComment ? builder.Json(3, "comment", r => r.Comment) : builder)
            .Build(new TableSettings { Name = "levels", Version = version, Key = ["symbol"], Lane = Lane.Trading });
    }
}
