using TradeStore.Schema;

namespace TradeStore.Tests.Schema.Storage;

/// <summary>Tables that a user might declare, in several versions.</summary>
internal static class Declared
{
    /// <summary>A series.</summary>
    public static Table<NoteRow> Note() => new TableBuilder<NoteRow>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .Name(2, "topic", r => r.Topic)
        .Json(3, "body", r => r.Comment)
        .Build(new TableSettings { Name = "notes", TimeColumn = "ts", Key = ["topic", "ts"], Span = PartitionSpan.Day, Duplicates = DuplicateRule.KeepBoth, Lane = Lane.Telemetry });

    /// <summary>A state table that may have grown.</summary>
    public static Table<LevelRow> Level(ushort version = 1, bool hasComment = false)
    {
        var builder = new TableBuilder<LevelRow>().Name(1, "symbol", r => r.Symbol).Decimal(2, "price", r => r.Price);
        return (hasComment ? builder.Json(3, "comment", r => r.Comment) : builder)
            .Build(new TableSettings { Name = "levels", Version = version, Key = ["symbol"], Lane = Lane.Trading });
    }

    /// <summary>A table of any columns and settings.</summary>
    public static TableSchema Any(string columns, Func<TableSettings, TableSettings>? change = null)
    {
        var settings = new TableSettings { Name = "any", TimeColumn = "ts", Key = ["symbol", "ts"] };
        return new StoredShape(change?.Invoke(settings) ?? settings, columns).Table;
    }
}
