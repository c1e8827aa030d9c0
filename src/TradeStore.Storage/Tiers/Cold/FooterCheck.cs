using System.Buffers.Binary;
using System.Text;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>Tells whether a file of the right length is a segment's, by its footer.</summary>
internal static class FooterCheck
{
    /// <summary>Returns what is wrong with a segment's file.</summary>
    public static FileDamage? Run(string path, Segment segment)
    {
        try
        {
            var footer = ParquetFooter.Read(path);
            if (segment.FooterSha256 is not { } expected)
            {
                return Difference(footer, segment) is { } difference ? Wrong($"is not what was written: {difference}") : null;
            }

            return footer.Sha256 == expected ? null : Wrong($"is not what was written: {Difference(footer, segment) ?? "its footer is another."}");
        }
        catch (InvalidDataException exception)
        {
            return Wrong($"is not what was written: {Lowered(exception.Message)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ColdFiles.Unreadable(exception);
        }
    }

    /// <summary>Returns what a footer says that does not hold for a segment.</summary>
    /// <exception cref="InvalidDataException">It is no footer.</exception>
    public static string? Difference(ParquetFooter footer, Segment segment)
    {
        var table = segment.Table;
        var time = table.Columns[table.TimeColumn].Name;
        var text = table.ClusterTexts.Count > 0 && table.Columns[table.ClusterTexts[0]] is { Type: ColumnType.Text } first ? first.Name : null;
        var figures = footer.Parse(text is null ? [time] : [time, text]);
        return Identity(figures, segment)
            ?? (segment.Content is { } content ? Rows(figures, content) ?? Times(figures, content, time) ?? Texts(figures, content, text) : null);
    }

    private static FileDamage Wrong(string reason) => new(FileDamageKind.WrongChecksum, reason);

    private static string Lowered(string sentence) => $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]}";

    // Files of all versions say so; of what one does not say nothing is known.
    private static string? Identity(ParquetFigures figures, Segment segment)
    {
        (string Key, string What, string Expected)[] facts =
        [
            ("tradestore.table", "table", segment.Table.Name),
            ("tradestore.partition", "partition", segment.Partition.Name),
            ("tradestore.segment", "segment", $"{segment.Id}"),
        ];
        var wrong = Array.Find(facts, f => figures.Metadata.TryGetValue(f.Key, out var said) && said != f.Expected);
        return wrong.Key is null ? null : $"it is of the {wrong.What} '{figures.Metadata[wrong.Key]}'.";
    }

    private static string? Rows(ParquetFigures figures, SegmentContent content) =>
        figures.Rows == content.Rows ? null : $"it has {figures.Rows:N0} rows instead of {content.Rows:N0}.";

    private static string? Times(ParquetFigures figures, SegmentContent content, string time) => figures.Bounds.Exists(b =>
        b.Column == time && b.Value.Length == sizeof(long) && BinaryPrimitives.ReadInt64LittleEndian(b.Value) is var value && (value < content.Earliest || value > content.Latest))
        ? "it has times that the manifest does not have."
        : null;

    private static string? Texts(ParquetFigures figures, SegmentContent content, string? text)
    {
        if (content.First.Count == 0 || content.Last.Count == 0)
        {
            return null;
        }

        var (first, last) = (Encoding.UTF8.GetBytes(content.First[0]), Encoding.UTF8.GetBytes(content.Last[0]));
        return figures.Bounds.Exists(b => b.Column == text && (b.Value.AsSpan().SequenceCompareTo(first) < 0 || b.Value.AsSpan().SequenceCompareTo(last) > 0))
            ? $"it has values of '{text}' that the manifest does not have."
            : null;
    }
}
