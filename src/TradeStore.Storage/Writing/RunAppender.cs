using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <summary>Fills chunks with runs of rows and hands them to an appender; kept for a table and used again and again.</summary>
internal sealed class RunAppender : IDisposable
{
    private readonly TableSchema _table;
    private readonly LogicalType[] _types;
    private readonly DataChunk _chunk;
    private int _filled;

    public RunAppender(TableSchema table)
    {
        _table = table;
        _types = [.. table.Columns.Select(TypeOf)];
        _chunk = DataChunk.Create(_types);
    }

    public IReadOnlyList<LogicalType> Types => _types;

    /// <summary>Appends runs and closes the appender, which writes the rows.</summary>
    public void AppendAndClose(IEnumerable<RowRun> runs, ChunkAppender appender)
    {
        Clear();
        foreach (var run in runs)
        {
            Append(run, appender);
        }

        Send(appender);
        appender.Close();
    }

    public void Dispose()
    {
        _chunk.Dispose();
        foreach (var type in _types)
        {
            type.Dispose();
        }
    }

    private static LogicalType TypeOf(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => LogicalType.Of(DuckDBType.Boolean),
        ColumnType.Integer => LogicalType.Of(DuckDBType.Integer),
        ColumnType.BigInt => LogicalType.Of(DuckDBType.BigInt),
        ColumnType.Double => LogicalType.Of(DuckDBType.Double),
        ColumnType.Decimal18 or ColumnType.Decimal38 => LogicalType.Decimal(column.Precision, column.Scale),
        ColumnType.Timestamp => LogicalType.Of(DuckDBType.Timestamp),
        ColumnType.Date => LogicalType.Of(DuckDBType.Date),
        ColumnType.Uuid => LogicalType.Of(DuckDBType.Uuid),
        ColumnType.Text => LogicalType.Of(DuckDBType.Varchar),
        ColumnType.Json => LogicalType.Json,
        ColumnType.TextList => ListOfText(),
        _ => throw new InvalidOperationException($"Column '{column.Name}' has no type."),
    };

    private static LogicalType ListOfText()
    {
        using var text = LogicalType.Of(DuckDBType.Varchar);
        return LogicalType.ListOf(text);
    }

    private void Append(RowRun run, ChunkAppender appender)
    {
        for (var row = run.Start; row < run.End;)
        {
            var count = Math.Min(run.End - row, DataChunk.Capacity - _filled);
            for (var i = 0; i < _table.Columns.Count; i++)
            {
                VectorCopy.Copy(_table.Columns[i], run.Batch.Column(i), row, count, _chunk.GetVector(i), _filled);
            }

            _filled += count;
            row += count;
            if (_filled == DataChunk.Capacity)
            {
                Send(appender);
            }
        }
    }

    private void Send(ChunkAppender appender)
    {
        if (_filled > 0)
        {
            _chunk.RowCount = _filled;
            appender.Append(_chunk);
            Clear();
        }
    }

    private void Clear()
    {
        _chunk.Reset();
        _filled = 0;
    }
}
