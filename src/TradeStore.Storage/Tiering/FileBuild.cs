using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Tiering;

/// <summary>Segments that become Parquet files: written to the staging folder, flushed and read back there, and moved to their place when they are right.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="shape">What the segments have in common.</param>
internal sealed class FileBuild(TieringContext context, Segment shape) : ISegmentBuild
{
    private readonly List<Segment> _segments = [];
    private readonly List<string> _files = [];
    private bool _isKept;

    public IReadOnlyList<string> Written => _segments.ConvertAll(s => s.Location);

    public async Task<long> WriteAsync(string rows, Slice slice, CancellationToken cancellationToken)
    {
        var (table, partition) = (shape.Table, shape.Partition);
        var made = await context.AskAsync(writer => writer.Changes.New(table, partition)).ConfigureAwait(false);
        var file = ColdFiles.Name(table, partition, made.Id);
        var staged = Path.Combine(context.Staging, Path.GetFileName(file));
        _files.Add(staged);
        Directory.CreateDirectory(context.Staging);
        var segment = shape with { Id = made.Id, CreatedAt = made.CreatedAt, Cold = new ColdFile(file, context.Folder.Full(file)), Location = ParquetScan.Of(table, staged, table.Columns.Count) };
        await context.RunAsync(session => session.Execute(ParquetCopy.Sql(rows, staged, segment, slice, context.StoreId)), cancellationToken).ConfigureAwait(false);
        if (table.Columns.Any(c => c.Type == ColumnType.Integer) && WrittenFooter.HasWideDifferences(await ParquetFooter.Read(staged).ParseAsync(cancellationToken).ConfigureAwait(false)))
        {
            await context.RunAsync(session => session.Execute(ParquetCopy.Sql(rows, staged, segment, slice, context.StoreId, hasDeltas: false)), cancellationToken).ConfigureAwait(false);
        }

        ColdFiles.Flush(staged);
        context.Reached(TieringPoint.Flushed);
        var bytes = new FileInfo(staged).Length;
        _segments.Add(segment with { Bytes = bytes });
        return bytes;
    }

    public async Task<IReadOnlyList<Segment>> CompleteAsync(IReadOnlyList<SegmentContent> contents, IReadOnlyList<Slice> slices, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i] with { Content = Slice.Complete(contents[i], [slices[i]]) };
            _segments[i] = segment with
            {
                FooterSha256 = await FooterAsync(_files[i], segment, slices[i], cancellationToken).ConfigureAwait(false),
                Sha256 = await ColdFiles.Sha256Async(_files[i], cancellationToken).ConfigureAwait(false),
            };
        }

        return _segments;
    }

    public IReadOnlyList<Segment> Publish(IReadOnlyList<Segment> built, CancellationToken cancellationToken)
    {
        var published = built.Select(Published).ToList();
        for (var i = 0; i < published.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = context.Folder.Full(published[i].File!);
            ColdFiles.Publish(_files[i], path, context.Folder.Root);
            _files[i] = path;
        }

        context.Reached(TieringPoint.Published);
        return published;
    }

    // Whether the change is on the disk is not known when it fails: the files stay, and the next opening decides by the manifest.
    public void Keep() => _isKept = true;

    public ValueTask DisposeAsync()
    {
        if (!_isKept)
        {
            _files.ForEach(file => ColdFolders.Delete(context.Folder, file));
        }

        return ValueTask.CompletedTask;
    }

    // The engine has read the file before: its footer is one.
    private async Task<string> FooterAsync(string file, Segment segment, Slice slice, CancellationToken cancellationToken)
    {
        try
        {
            var footer = ParquetFooter.Read(file);
            var said = await footer.ParseAsync(cancellationToken).ConfigureAwait(false);
            return WrittenFooter.Difference(said, segment, ParquetCopy.Metadata(segment, slice, context.StoreId)) is { } difference ? throw NotMeant(segment, difference) : footer.Sha256;
        }
        catch (InvalidDataException exception)
        {
            throw NotMeant(segment, exception.Message, exception);
        }
    }

    private static StoreCorruptException NotMeant(Segment segment, string difference, Exception? cause = null) => new(
        $"What was written of the partition {segment.Partition.Name} of '{segment.Table.Name}' is not what was meant: {difference} It was given up; the partition is as it was.",
        [$"{segment.Table.Name} {segment.Partition.Name}: {difference}"],
        cause);

    private Segment Published(Segment segment) =>
        segment with { Location = ParquetScan.Of(segment.Table, context.Folder.Full(segment.File!), segment.ColumnCount) };
}

/// <summary>The statement that writes rows to a Parquet file.</summary>
internal static class ParquetCopy
{
    // Elements of lists need numbers, too; columns have those below.
    private const int Elements = 1 << 16;

    /// <summary>Returns the statement.</summary>
    /// <param name="rows">The rows in their order, as a SELECT.</param>
    /// <param name="path">The file.</param>
    /// <param name="segment">The segment that it becomes.</param>
    /// <param name="slice">The rows' slice.</param>
    /// <param name="storeId">The store, by which it knows the file again.</param>
    /// <param name="hasDeltas">Whether numbers are packed as differences.</param>
    public static string Sql(string rows, string path, Segment segment, Slice slice, Guid storeId, bool hasDeltas = true)
    {
        var table = segment.Table;
        var fields = table.Columns.Select(c => $"{TableDefinitionSql.Quote(c.Name)}: {Field(c)}");
        var entries = Metadata(segment, slice, storeId).Select(m => $"\"{m.Key}\": {TableDefinitionSql.Literal(m.Value)}");
        return $"COPY ({rows}) TO {TableDefinitionSql.Literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, PARQUET_VERSION {(hasDeltas ? "V2" : "V1")}, "
            + $"ROW_GROUP_SIZE {RowGroup}, FIELD_IDS {{{string.Join(", ", fields)}}}, KV_METADATA {{{string.Join(", ", entries)}}})";
    }

    /// <summary>Returns what a file says of where it belongs.</summary>
    /// <param name="segment">The segment that it becomes.</param>
    /// <param name="slice">The rows' slice.</param>
    /// <param name="storeId">The store.</param>
    public static IReadOnlyDictionary<string, string> Metadata(Segment segment, Slice slice, Guid storeId) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tradestore.store"] = $"{storeId:D}",
        ["tradestore.table"] = segment.Table.Name,
        ["tradestore.schema_version"] = $"{segment.Table.Version}",
        ["tradestore.partition"] = segment.Partition.Name,
        ["tradestore.rows"] = $"{slice.Rows}",
        ["tradestore.generation"] = $"{segment.Generation}",
        ["tradestore.segment"] = $"{segment.Id}",
    };

    /// <summary>Returns the number of the elements of a column of lists.</summary>
    public static int ElementId(ColumnDefinition column) => Elements + column.FieldId;

    /// <summary>Gets the rows of a row group. Smaller ones cost more than they save: each query parses the footer, which says where every column of every group is.</summary>
    public static int RowGroup => 122_880;

    private static string Field(ColumnDefinition column) =>
        column.Type == ColumnType.TextList ? $"{{__duckdb_field_id: {column.FieldId}, element: {ElementId(column)}}}" : $"{column.FieldId}";
}
