namespace TradeStore.Storage.Writing;

/// <summary>An acknowledged frame that the engine refuses, and where it lies now.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Table">Its table; empty for a transaction of several.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="File">The file within the store.</param>
/// <param name="Reason">What the engine said.</param>
internal sealed record QuarantinedFrame(long Sequence, string Table, int Rows, string File, string Reason)
{
    /// <summary>Says what happened.</summary>
    public override string ToString() =>
        $"The engine refuses the batch of sequence {Sequence} ({Rows:N0} rows of {(Table.Length == 0 ? "several tables" : $"'{Table}'")}): {Reason} It was left out and lies in '{File}' as it was journalled; everything else is there.";
}
