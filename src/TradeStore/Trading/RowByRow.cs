using TradeStore.Storage.Errors;

namespace TradeStore.Trading;

/// <summary>Decides about a batch one row after the other, each by rules that know of no batch.</summary>
internal static class RowByRow
{
    /// <summary>Returns what was decided about each row.</summary>
    /// <exception cref="InvalidRowException">A row breaks a rule; the error names its index in the batch.</exception>
    public static List<TResult> Decide<TRow, TResult>(IReadOnlyList<TRow> rows, Func<TRow, TResult> decide)
    {
        var results = new List<TResult>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            try
            {
                results.Add(decide(rows[row]));
            }
            catch (InvalidRowException error) when (row > 0)
            {
                throw error.InRow(row);
            }
        }

        return results;
    }
}
