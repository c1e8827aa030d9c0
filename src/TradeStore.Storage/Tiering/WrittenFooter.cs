using System.Buffers.Binary;
using System.Globalization;
using Parquet.Meta;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>
/// The footer of a file that was just written, as Parquet.Net reads it, against what was meant: rows and row groups, columns with their types and numbers, what it
/// says of where it belongs, and between which bounds the times and the cluster key lie. Readers pass over row groups by these.
/// </summary>
internal static class WrittenFooter
{
    /// <summary>Returns what a footer says that was not meant; <see langword="null"/> when it says all that was.</summary>
    /// <param name="footer">The footer.</param>
    /// <param name="segment">The segment, with what was read back of it.</param>
    /// <param name="metadata">What it is to say of where it belongs.</param>
    public static string? Difference(FileMetaData footer, Segment segment, IReadOnlyDictionary<string, string> metadata) =>
        Metadata(footer, metadata) ?? Columns(footer, segment.Table) ?? RowGroups(footer, segment) ?? FooterBounds.Difference(footer, segment);

    /// <summary>
    /// Tells whether integers of 32 bits can be so far apart that the engine packs their differences in 33, where the format has 32 that wrap around: other readers
    /// refuse that (Arrow) or read other numbers (Parquet.Net).
    /// </summary>
    public static bool HasWideDifferences(FileMetaData footer) => footer.RowGroups
        .SelectMany(g => g.Columns)
        .Any(c => c.MetaData is { Type: Parquet.Meta.Type.INT32, Statistics: var statistics } && !(statistics is { MinValue: { } min, MaxValue: { } max }
            ? (long)BinaryPrimitives.ReadInt32LittleEndian(max) - BinaryPrimitives.ReadInt32LittleEndian(min) <= int.MaxValue
            : statistics?.NullCount == c.MetaData.NumValues));

    private static string? Metadata(FileMetaData footer, IReadOnlyDictionary<string, string> metadata)
    {
        var said = (footer.KeyValueMetadata ?? []).ToLookup(m => m.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var (key, meant) in metadata)
        {
            if (said[key].ToList() is not [{ } value] || value != meant)
            {
                return $"its '{key}' is {(said[key].FirstOrDefault() is { } other ? $"'{other}'" : "missing")} instead of '{meant}'.";
            }
        }

        return null;
    }

    private static string? Columns(FileMetaData footer, TableSchema table)
    {
        List<string> said = [.. footer.Schema.Skip(1).Select(Text)];
        List<string> meant = [.. table.Columns.SelectMany(Texts)];
        for (var i = 0; i < Math.Max(said.Count, meant.Count); i++)
        {
            var (is_, due) = (said.ElementAtOrDefault(i) ?? "nothing", meant.ElementAtOrDefault(i) ?? "nothing");
            if (is_ != due)
            {
                return $"of its columns it has {is_} instead of {due}.";
            }
        }

        return null;
    }

    private static string? RowGroups(FileMetaData footer, Segment segment)
    {
        var (rows, leaves) = (segment.Content!.Rows, segment.Table.Columns.Count);
        var wrong = footer.RowGroups.Find(g => g.NumRows < 1 || g.NumRows > ParquetCopy.RowGroup || g.Columns.Count != leaves);
        return wrong is not null
            ? $"it has a row group of {wrong.NumRows:N0} rows with {wrong.Columns.Count} columns."
            : footer.NumRows != rows || footer.RowGroups.Sum(g => g.NumRows) != rows
            ? $"it says that it has {footer.NumRows:N0} rows, and {footer.RowGroups.Sum(g => g.NumRows):N0} in its row groups, instead of {rows:N0}."
            : footer.RowGroups.SelectMany(g => g.Columns).FirstOrDefault(c => c.MetaData?.Codec != CompressionCodec.ZSTD) is { } other
            ? $"its column '{string.Join('.', other.MetaData?.PathInSchema ?? [])}' is compressed by {other.MetaData?.Codec}."
            : null;
    }

    private static string Text(SchemaElement element) => $"'{element.Name}' ({element.FieldId?.ToString(CultureInfo.InvariantCulture) ?? "no number"}, {Type(element)})";

    private static IEnumerable<string> Texts(ColumnDefinition column) => column.Type == ColumnType.TextList
        ?
        [
            $"'{column.Name}' ({column.FieldId}, LIST of 1)",
            "'list' (no number, repeated group of 1)",
            $"'element' ({ParquetCopy.ElementId(column)}, VARCHAR)",
        ]
        : [$"'{column.Name}' ({column.FieldId}, {column.SqlType})"];

    // What SQL calls it, where it is stored as it has to be for that.
    private static string Type(SchemaElement element)
    {
        var (converted, logical) = (element.ConvertedType, element.LogicalType);
        return element switch
        {
            { Type: null, ConvertedType: ConvertedType.LIST } => $"LIST of {element.NumChildren}",
            { Type: null, RepetitionType: FieldRepetitionType.REPEATED } => $"repeated group of {element.NumChildren}",
            { Type: Parquet.Meta.Type.BOOLEAN } when converted is null => "BOOLEAN",
            { Type: Parquet.Meta.Type.INT32 } when converted is null or ConvertedType.INT_32 => "INTEGER",
            { Type: Parquet.Meta.Type.INT64 } when converted is null or ConvertedType.INT_64 => "BIGINT",
            { Type: Parquet.Meta.Type.DOUBLE } when converted is null => "DOUBLE",
            { Type: Parquet.Meta.Type.INT32 } when converted is ConvertedType.DATE => "DATE",
            { Type: Parquet.Meta.Type.INT64 } when logical?.TIMESTAMP is { IsAdjustedToUTC: false, Unit.MICROS: not null } => "TIMESTAMP",
            { Type: Parquet.Meta.Type.INT32, Precision: <= 9 } or { Type: Parquet.Meta.Type.INT64, Precision: > 9 and <= 18 } or { Type: Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY, TypeLength: 16, Precision: > 18 }
                when converted is ConvertedType.DECIMAL => $"DECIMAL({element.Precision},{element.Scale})",
            { Type: Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY, TypeLength: 16 } when logical?.UUID is not null => "UUID",
            { Type: Parquet.Meta.Type.BYTE_ARRAY } when converted is ConvertedType.UTF8 => "VARCHAR",
            { Type: Parquet.Meta.Type.BYTE_ARRAY } when converted is ConvertedType.JSON => "JSON",
            _ => $"{element.Type} {converted}",
        };
    }
}

/// <summary>The bounds of each row group's times and cluster key, as a footer has them, against what was meant.</summary>
internal static class FooterBounds
{
    /// <summary>Returns what is wrong with them.</summary>
    public static string? Difference(FileMetaData footer, Segment segment)
    {
        var (table, content) = (segment.Table, segment.Content!);
        var time = table.Columns[table.TimeColumn].Name;
        var times = Of(footer, time);
        if (times.Count != footer.RowGroups.Count || times.Exists(t => t is not { Min.Length: sizeof(long), Max.Length: sizeof(long), Nulls: null or 0 }))
        {
            return "it does not say between which times its row groups lie.";
        }

        var (earliest, latest) = (times.Min(t => BinaryPrimitives.ReadInt64LittleEndian(t.Min)), times.Max(t => BinaryPrimitives.ReadInt64LittleEndian(t.Max)));
        return (earliest, latest) != (content.Earliest, content.Latest)
            ? $"it says that its times reach from {earliest} to {latest} µs instead of {content.Earliest} to {content.Latest} µs."
            : table.ClusterTexts.Select((column, place) => Texts(Of(footer, table.Columns[column].Name), table.Columns[column].Name, place, content)).FirstOrDefault(d => d is not null);
    }

    private static string? Texts(List<Bound> bounds, string name, int place, SegmentContent content)
    {
        if (bounds.Exists(b => b.Nulls > 0))
        {
            return $"it says that '{name}' lacks values.";
        }

        // Of a text behind the first it is known what there is only where all heads are.
        List<string> there = [.. content.Heads?.Where(h => h.Count > place).Select(h => h[place]) ?? (place == 0 ? content.First.Take(1).Concat(content.Last.Take(1)) : [])];
        if (there.Count == 0 || bounds.Count == 0)
        {
            return null;
        }

        List<byte[]> texts = [.. there.Select(System.Text.Encoding.UTF8.GetBytes)];
        var (least, greatest) = (texts.Min(ByteOrder.Instance)!, texts.Max(ByteOrder.Instance)!);
        var (min, max) = (bounds.Select(b => b.Min).Min(ByteOrder.Instance)!, bounds.Select(b => b.Max).Max(ByteOrder.Instance)!);

        // What is long is cut, the greatest upwards.
        var isRight = IsRight(min, least, bounds.TrueForAll(b => b.IsExact)) && IsRight(greatest, max, bounds.TrueForAll(b => b.IsExact));
        return !isRight
            ? $"it says that '{name}' reaches from '{Text(min)}' to '{Text(max)}' instead of '{Text(least)}' to '{Text(greatest)}'."
            : place == 0 && bounds.Zip(bounds.Skip(1)).Any(pair => ByteOrder.Instance.Compare(pair.First.Max, pair.Second.Min) > 0 && pair.First.IsExact && pair.Second.IsExact)
            ? $"its row groups do not follow each other by '{name}'."
            : null;
    }

    private static bool IsRight(byte[] lower, byte[] higher, bool isExact) => isExact ? lower.AsSpan().SequenceEqual(higher) : ByteOrder.Instance.Compare(lower, higher) <= 0;

    private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    // Those of row groups that say so.
    private static List<Bound> Of(FileMetaData footer, string column) =>
    [
        .. footer.RowGroups.Select(g => g.Columns.Find(c => c.MetaData?.PathInSchema is [var name] && name == column)?.MetaData?.Statistics)
            .Where(s => s is { MinValue: not null, MaxValue: not null })
            .Select(s => new Bound(s!.MinValue!, s.MaxValue!, s.NullCount, s.IsMinValueExact != false && s.IsMaxValueExact != false)),
    ];

    private sealed record Bound(byte[] Min, byte[] Max, long? Nulls, bool IsExact);

    /// <summary>Bytes as the engine orders texts.</summary>
    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
