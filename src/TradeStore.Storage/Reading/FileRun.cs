using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>
/// Gathers files that are read one after the other, so that one statement reads several: the engine has one thread for a few row groups of a file, and reads
/// the next file on another one meanwhile. The first statement has few files, for the first rows' sake.
/// </summary>
internal sealed class FileRun(TableSchema table, StoreFolder folder, SeriesFilter filter, string columns)
{
    private const int FirstPartitions = 2;
    private const int MostPartitions = 16;
    private readonly List<Segment> _files = [];
    private int _partitions;
    private int _size = FirstPartitions;

    /// <summary>Adds a partition's sources when they are such files, and of the same columns as those before.</summary>
    public bool TryAdd(IReadOnlyList<RowSource> sources)
    {
        if (!sources.All(s => s is { Segment.Tier: Tier.Cold, Unless.Length: 0, IsCorrected: false } && s.Segment.FileColumns == (_files.Count == 0 ? sources[0].Segment!.FileColumns : _files[0].FileColumns)))
        {
            return false;
        }

        _files.AddRange(sources.Select(s => s.Segment!));
        _partitions++;
        return true;
    }

    /// <summary>Gets a value indicating whether the next statement has its files.</summary>
    public bool IsFull => _files.Count > 0 && _partitions >= _size;

    /// <summary>Returns the statement that reads what was added, and begins anew; <see langword="null"/> when nothing was.</summary>
    public string? Take()
    {
        if (_files.Count == 0)
        {
            return null;
        }

        var times = new Partition("", _files[0].Partition.Start, _files[^1].Partition.End);
        var scan = ParquetScan.Of(table, _files.Select(f => folder.Full(f.File!)), _files[0].ColumnCount, _files[0].Former);
        _files.Clear();
        _partitions = 0;
        _size = MostPartitions;
        return $"SELECT {columns} FROM {scan} AS s{filter.Sql(times, mustStayWithin: false)}";
    }
}
