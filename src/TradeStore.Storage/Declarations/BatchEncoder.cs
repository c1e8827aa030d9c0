using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Declarations;

/// <summary>Validates rows and encodes them into a <see cref="ColumnBatch"/>, on the caller's thread.</summary>
internal sealed class BatchEncoder<TRow>(Table<TRow> table)
    where TRow : class
{
    // Rows are encoded column by column within a block that stays in the processor's cache.
    private const int BlockRows = 256;
    private readonly ConcurrentBag<ColumnEncoder<TRow>[]> _idle = [];
    private readonly bool _hasTexts = table.Columns.Any(c => c.Storage == StorageKind.PlainText);
    private readonly int _bytesPerRow = table.Columns.Sum(c => c.Width) + (table.Columns.Count / 8) + 1;

    /// <summary>Estimates what a batch takes when it is encoded, from the number of its rows and the length of texts that do not repeat.</summary>
    public long Estimate(IReadOnlyList<TRow> rows) => rows switch
    {
        TRow[] array => Estimate(array.AsSpan()),
        List<TRow> list => Estimate(CollectionsMarshal.AsSpan(list)),
        _ => Fixed(rows.Count),
    };

    /// <inheritdoc cref="Estimate(IReadOnlyList{TRow})"/>
    public long Estimate(ReadOnlySpan<TRow> rows)
    {
        var bytes = Fixed(rows.Length);
        if (!_hasTexts)
        {
            return bytes;
        }

        var encoders = Rent();
        foreach (var encoder in encoders)
        {
            bytes += encoder.EstimateTexts(rows);
        }

        _idle.Add(encoders);
        return bytes;
    }

    /// <summary>Encodes a batch.</summary>
    /// <exception cref="InvalidRowException">A row breaks a rule; nothing is kept of the batch.</exception>
    public ColumnBatch Encode(IReadOnlyList<TRow> rows, long now, TimePrecision precision = TimePrecision.Cut) => rows switch
    {
        TRow[] array => Encode(array.AsSpan(), now, precision),
        List<TRow> list => Encode(CollectionsMarshal.AsSpan(list), now, precision),
        _ => Encode(rows.ToArray().AsSpan(), now, precision),
    };

    /// <inheritdoc cref="Encode(IReadOnlyList{TRow}, long, TimePrecision)"/>
    public ColumnBatch Encode(ReadOnlySpan<TRow> rows, long now, TimePrecision precision = TimePrecision.Cut)
    {
        var encoders = Rent();
        var memory = new BatchMemory();
        try
        {
            memory.Reserve(Fixed(rows.Length));
            EncodeBlocks(encoders, rows, memory, new EncodingContext(now, precision));
            var columns = new ColumnData[encoders.Length];
            for (var i = 0; i < encoders.Length; i++)
            {
                columns[i] = encoders[i].Finish();
            }

            var batch = new ColumnBatch(table, rows.Length, columns, memory);
            _idle.Add(encoders);
            return batch;
        }
        catch (RefusedValueException refused)
        {
            memory.Dispose();
            throw new InvalidRowException(table.Name, refused.RowIndex, refused.Column, refused.Value, refused.Message);
        }
        catch (OverflowException exception)
        {
            memory.Dispose();
            throw new TradeStoreException(
                TradeStoreErrorCode.BatchTooLarge, $"The texts of the batch for '{table.Name}' take more than a batch can hold. Append it in parts.", exception);
        }
        catch (NullReferenceException exception)
        {
            memory.Dispose();
            CheckPresent(rows, start: 0, exception);
            throw;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private ColumnEncoder<TRow>[] Rent() => _idle.TryTake(out var idle) ? idle : [.. table.TypedColumns.Select(c => c.CreateEncoder())];

    private long Fixed(int rows) => ((long)rows * _bytesPerRow) + (table.Columns.Count * 64L) + 512;

    private void EncodeBlocks(ColumnEncoder<TRow>[] encoders, ReadOnlySpan<TRow> rows, BatchMemory memory, EncodingContext context)
    {
        foreach (var encoder in encoders)
        {
            encoder.Begin(memory, rows.Length, context);
        }

        for (var start = 0; start < rows.Length; start += BlockRows)
        {
            var block = rows.Slice(start, Math.Min(BlockRows, rows.Length - start));
            CheckPresent(block, start);
            foreach (var encoder in encoders)
            {
                encoder.Encode(block, start);
            }

            // After the columns, so that a rule sees only values that each column takes by itself.
            CheckRules(block, start);
        }
    }

    private void CheckPresent(ReadOnlySpan<TRow> rows, int start, Exception? sinceChanged = null)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null)
            {
                throw new ArgumentException($"Row {start + i} of the batch for '{table.Name}' is null{(sinceChanged is null ? "" : ": the list was changed while it was appended")}.", nameof(rows), sinceChanged);
            }
        }
    }

    private void CheckRules(ReadOnlySpan<TRow> block, int start)
    {
        for (var i = 0; i < block.Length; i++)
        {
            foreach (var rule in table.Rules)
            {
                if (!rule.IsKept(block[i]))
                {
                    throw new RefusedValueException(start + i, rule.Column, rule.Value(block[i]), rule.Reason);
                }
            }
        }
    }
}
