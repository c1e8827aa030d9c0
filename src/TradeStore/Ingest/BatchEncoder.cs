using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TradeStore.Configuration;
using TradeStore.Errors;
using TradeStore.Ingest.Encoding;
using TradeStore.Schema;

namespace TradeStore.Ingest;

/// <summary>Validates rows and encodes them into a <see cref="ColumnBatch"/>, on the caller's thread.</summary>
internal sealed class BatchEncoder<TRow>(Table<TRow> table)
    where TRow : class
{
    // Rows are encoded column by column within a block that stays in the processor's cache.
    private const int BlockRows = 256;
    private readonly ConcurrentBag<ColumnEncoder<TRow>[]> _idle = [];
    private readonly int _bytesPerRow = table.Columns.Sum(c => c.Width) + (table.Columns.Count / 8) + 1;

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
        var encoders = _idle.TryTake(out var idle) ? idle : [.. table.TypedColumns.Select(c => c.CreateEncoder())];
        var memory = new BatchMemory();
        try
        {
            memory.Reserve(((long)rows.Length * _bytesPerRow) + (encoders.Length * 64L) + 512);
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
        catch
        {
            memory.Dispose();
            throw;
        }
    }

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

    private void CheckPresent(ReadOnlySpan<TRow> block, int start)
    {
        for (var i = 0; i < block.Length; i++)
        {
            if (block[i] is null)
            {
                throw new ArgumentException($"Row {start + i} of the batch for '{table.Name}' is null.", nameof(block));
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
