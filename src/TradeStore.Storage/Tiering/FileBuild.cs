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
