using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Copies rows of a batch into DuckDB's vectors.</summary>
internal static class VectorCopy
{
    /// <summary>Copies rows [start, start + count) of a column to the vector's rows from <paramref name="at"/> on.</summary>
    public static void Copy(ColumnDefinition column, in ColumnData data, int start, int count, Vector vector, int at)
    {
        CopyValidity(data, start, count, vector, at);
        if (data.IsAllNull)
        {
            if (column.Storage == StorageKind.TextList)
            {
                vector.ListEntries.Slice(at, count).Clear();
            }

            return;
        }

        switch (column.Storage)
        {
            case StorageKind.Fixed:
                CopyFixed(column, data, start, count, vector, at);
                break;
            case StorageKind.DictionaryText:
                vector.SetUtf8(at, data.ValuesAs<int>().Slice(start, count), Ends(data), data.Bytes.Span);
                break;
            case StorageKind.PlainText:
                CopyPlainText(data, start, count, vector, at);
                break;
            case StorageKind.TextList:
                CopyTextList(data, start, count, vector, at);
                break;
            default:
                throw new InvalidOperationException($"Column '{column.Name}' has no storage.");
        }
    }

    private static void CopyValidity(in ColumnData data, int start, int count, Vector vector, int at)
    {
        if (!data.IsAllNull && data.Validity.IsEmpty)
        {
            return;
        }

        var target = vector.WritableValidity();
        var source = data.ValidityWords;
        for (var i = 0; i < count; i++)
        {
            var row = start + i;
            if (data.IsAllNull || ((source[row >> 6] >> (row & 63)) & 1) == 0)
            {
                target[(at + i) >> 6] &= ~(1UL << ((at + i) & 63));
            }
        }
    }

    private static void CopyFixed(ColumnDefinition column, in ColumnData data, int start, int count, Vector vector, int at)
    {
        switch (column.Width)
        {
            case sizeof(byte):
                data.ValuesAs<byte>().Slice(start, count).CopyTo(vector.Values<byte>()[at..]);
                break;
            case sizeof(int):
                data.ValuesAs<int>().Slice(start, count).CopyTo(vector.Values<int>()[at..]);
                break;
            case sizeof(long) when column.StoredWidth == sizeof(short):
                CopyNarrow(data.ValuesAs<long>().Slice(start, count), vector.Values<short>()[at..]);
                break;
            case sizeof(long) when column.StoredWidth == sizeof(int):
                CopyNarrow(data.ValuesAs<long>().Slice(start, count), vector.Values<int>()[at..]);
                break;
            case sizeof(long):
                data.ValuesAs<long>().Slice(start, count).CopyTo(vector.Values<long>()[at..]);
                break;
            default:
                data.ValuesAs<Int128>().Slice(start, count).CopyTo(vector.Values<Int128>()[at..]);
                break;
        }
    }

    // DECIMAL of up to 9 digits, which fewer bytes hold than a batch has for it.
    private static void CopyNarrow<T>(ReadOnlySpan<long> values, Span<T> target)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = T.CreateChecked(values[i]);
        }
    }

    private static void CopyPlainText(in ColumnData data, int start, int count, Vector vector, int at)
    {
        for (var i = 0; i < count; i++)
        {
            if (!data.IsNull(start + i))
            {
                vector.SetUtf8(at + i, data.PlainText(start + i));
            }
        }
    }

    private static void CopyTextList(in ColumnData data, int start, int count, Vector vector, int at)
    {
        var ends = data.ValuesAs<int>();
        var first = start == 0 ? 0 : ends[start - 1];
        var elements = MemoryMarshal.Cast<byte, int>(data.Elements.Span)[first..ends[start + count - 1]];
        var size = vector.ListSize;
        vector.ReserveList(size + elements.Length);
        vector.SetListSize(size + elements.Length);
        vector.ListChild.SetUtf8(size, elements, Ends(data), data.Bytes.Span);
        var entries = vector.ListEntries;
        var from = first;
        for (var i = 0; i < count; i++)
        {
            var to = ends[start + i];
            entries[at + i] = new DuckDBListEntry((ulong)(size + from - first), (ulong)(to - from));
            from = to;
        }
    }

    private static ReadOnlySpan<int> Ends(in ColumnData data) => MemoryMarshal.Cast<byte, int>(data.Offsets.Span);
}
