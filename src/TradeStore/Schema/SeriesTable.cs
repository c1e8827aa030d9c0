using TradeStore.Ingest;

namespace TradeStore.Schema;

/// <summary>A series table declared for a row type: the one declaration that drives DDL, validation, writing and reading.</summary>
internal sealed class SeriesTable<TRow> : TableSchema
    where TRow : class
{
    private readonly Lazy<BatchEncoder<TRow>> _encoder;

    internal SeriesTable(TableSettings settings, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<RowRule<TRow>> rules)
        : base(settings, [.. columns.Select(c => c.Definition)])
    {
        TypedColumns = columns;
        Rules = rules;
        _encoder = new(() => new BatchEncoder<TRow>(this));
    }

    public IReadOnlyList<Column<TRow>> TypedColumns { get; }

    public IReadOnlyList<RowRule<TRow>> Rules { get; }

    /// <summary>Gets the encoder; made at its first use, since compiling the getters takes a few milliseconds.</summary>
    public BatchEncoder<TRow> Encoder => _encoder.Value;
}
