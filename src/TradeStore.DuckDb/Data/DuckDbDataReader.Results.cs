using TradeStore.DuckDb.Data.Columns;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <content>Results and their chunks.</content>
public sealed partial class DuckDbDataReader
{
    private bool RunToRows()
    {
        while (_statements.MoveNext())
        {
            using var statement = _statements.Current;
            ParameterBinding.Bind(statement, _command.Parameters);
            var result = statement.Execute();
            if (result.ReturnsRows)
            {
                Begin(result);
                return true;
            }

            using (result)
            {
                result.Drain();
                if (result.CountsRows)
                {
                    _recordsAffected = Math.Max(_recordsAffected, 0) + result.RowsChanged;
                }
            }
        }

        return false;
    }

    private void Begin(DuckDbResult result)
    {
        _result = result;
        _atEnd = false;
        _columns = [.. Enumerable.Range(0, result.ColumnCount).Select(column => ColumnReader.For(result.ColumnType(column)))];
        FetchChunk();
    }

    private bool ReadNextChunk(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_result is null || _atEnd)
        {
            _row = Math.Max(_row, 0);
            _rowsInChunk = 0;
            return false;
        }

        try
        {
            // The first chunk is fetched with the result; only then is the row before it.
            var more = _row < 0 && _rowsInChunk > 0 || _command.Limited(FetchChunk, cancellationToken);
            _row = more ? 0 : Math.Max(_row, 0);
            return more;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private bool FetchChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        _rowsInChunk = 0;
        _chunk = _result!.FetchChunk();
        if (_chunk is null)
        {
            _atEnd = true;
            return false;
        }

        _rowsInChunk = _chunk.RowCount;
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column].Attach(_chunk.GetVector(column));
        }

        return true;
    }

    private void EndResult()
    {
        _chunk?.Dispose();
        _chunk = null;
        _result?.Dispose();
        _result = null;
        _columns = [];
        _row = -1;
        _rowsInChunk = 0;
        _atEnd = true;
    }
}
