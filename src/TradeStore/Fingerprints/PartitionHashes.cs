using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Values;
using TradeStore.Tables;

namespace TradeStore.Fingerprints;

/// <summary>
/// The rows of a table, counted and hashed partition by partition. The hashes of the rows are added up, so that neither their order nor the place
/// where they lie matters, and a row that comes twice does not cancel itself out.
/// </summary>
internal sealed class PartitionHashes
{
    /// <summary>The name of the hash of a row: the same in every version of .NET and of the engine, as a hash that is kept for years has to be; it does not withstand somebody who seeks collisions.</summary>
    public const string Algorithm = "XXH128";

    private readonly TableSchema _table;
    private readonly ColumnValues[] _fields;
    private readonly int _time;
    private readonly Dictionary<Partition, (long Rows, UInt128 Sum)> _hashes = [];
    private ArrayBufferWriter<byte>[] _rows = [];

    public PartitionHashes(TableSchema table)
    {
        _table = table;
        var columns = table.Columns.Where(c => IsHashed(table, c)).OrderBy(c => c.FieldId).ToList();
        _fields = [.. columns.Select(c => ColumnValues.Of(c))];
        _time = columns.IndexOf(table.Columns[table.TimeColumn]);
        Columns = [.. columns.Select(c => c.Name)];
    }

    /// <summary>Gets the columns that chunks hold, in this order.</summary>
    public string[] Columns { get; }

    /// <summary>Takes rows in.</summary>
    public void Add(DataChunk chunk)
    {
        if (_rows.Length < chunk.RowCount)
        {
            _rows = [.. Enumerable.Range(0, chunk.RowCount).Select(_ => new ArrayBufferWriter<byte>())];
        }

        var rows = _rows.AsSpan(0, chunk.RowCount);
        foreach (var row in rows)
        {
            row.ResetWrittenCount();
        }

        for (var field = 0; field < _fields.Length; field++)
        {
            _fields[field].Give(chunk.GetVector(field), 0, chunk.RowCount, new RowBytes(_rows));
        }

        AddUp(chunk.GetVector(_time).Values<long>(), rows);
    }

    /// <summary>Returns what was taken in, by time.</summary>
    /// <param name="segments">Returns the numbers of a partition's segments.</param>
    public IEnumerable<DataPart> Parts(Func<Partition, IReadOnlyList<long>> segments) => _hashes
        .OrderBy(h => h.Key.Start)
        .Select(h => new DataPart(_table.Name, h.Key.Name, h.Value.Rows, $"{h.Value.Sum:x32}", segments(h.Key)));

    // When the store took a tick in says nothing about the market: data that is imported again is the same data.
    private static bool IsHashed(TableSchema table, ColumnDefinition column) => table.Name != TickTable.Definition.Name || column.Name != "ingestion_time";

    private void AddUp(ReadOnlySpan<long> times, ReadOnlySpan<ArrayBufferWriter<byte>> rows)
    {
        for (var row = 0; row < rows.Length;)
        {
            var partition = Partition.Containing(_table.Span, times[row]);
            var (count, sum) = _hashes.GetValueOrDefault(partition);
            for (; row < rows.Length && times[row] >= partition.Start && times[row] < partition.End; row++)
            {
                count++;
                sum = unchecked(sum + XxHash128.HashToUInt128(rows[row].WrittenSpan));
            }

            _hashes[partition] = (count, sum);
        }
    }

    /// <summary>Adds each value to the bytes of its row: the column's number, the length, the value. NULL adds nothing.</summary>
    private readonly struct RowBytes(ArrayBufferWriter<byte>[] rows) : IValueTaker
    {
        private const int HeaderSize = sizeof(ushort) + sizeof(int);

        public void Take(int row, ushort fieldId, ReadOnlySpan<byte> value)
        {
            var bytes = rows[row].GetSpan(HeaderSize + value.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, fieldId);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[sizeof(ushort)..], value.Length);
            value.CopyTo(bytes[HeaderSize..]);
            rows[row].Advance(HeaderSize + value.Length);
        }
    }
}
