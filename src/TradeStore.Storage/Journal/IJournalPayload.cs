namespace TradeStore.Storage.Journal;

/// <summary>What becomes one frame of the journal.</summary>
internal interface IJournalPayload
{
    /// <summary>What the frame says.</summary>
    public FrameKind Kind { get; }

    /// <summary>The table, at most <see cref="FrameHeader.MaxTableBytes"/> bytes of UTF-8.</summary>
    public string Table { get; }

    /// <summary>The version of the table's declaration that the payload was encoded with.</summary>
    public ushort SchemaVersion { get; }

    /// <summary>Rows in the payload.</summary>
    public int RowCount { get; }

    /// <summary>Columns in the payload.</summary>
    public ushort ColumnCount { get; }

    /// <summary>Bytes of the payload, a multiple of 8.</summary>
    public long PayloadLength { get; }

    /// <summary>
    /// Adds the parts of the payload in their order; together they are <see cref="PayloadLength"/> bytes, and stay unchanged while the group
    /// is written.
    /// </summary>
    public void CollectSections(List<ReadOnlyMemory<byte>> sections);
}

/// <summary>What a frame of the journal says. A reader hands on kinds it does not know.</summary>
internal enum FrameKind : byte
{
    /// <summary>Not a frame.</summary>
    None = 0,

    /// <summary>Rows for one table.</summary>
    Append = 1,

    /// <summary>Rows for several tables, which count together or not at all.</summary>
    Transaction = 2,
}

/// <summary>What the header of a frame that is not whole says; nothing vouches for it.</summary>
/// <param name="Sequence">The sequence number.</param>
/// <param name="Table">The table; null when the name is not readable.</param>
/// <param name="RowCount">The rows.</param>
/// <param name="Kind">What the frame says.</param>
internal sealed record FrameClaim(long Sequence, string? Table, int RowCount, FrameKind Kind);
