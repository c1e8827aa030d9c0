using TradeStore.Live;
using TradeStore.Storage;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;

namespace TradeStore.Repositories;

/// <summary>What every repository needs of its store.</summary>
internal sealed record RepositoryContext(TableStore Storage, LiveState Live)
{
    /// <summary>Gets the rules of the store.</summary>
    public Rules Rules { get; } = new(Live);

    /// <summary>Gets what reads need.</summary>
    public ReadContext Reading => Storage.Reading;

    /// <summary>Gets the ways to the journal.</summary>
    public IngestLanes Lanes => Storage.Parts.Lanes!;

    /// <summary>Gets how writes are taken in.</summary>
    public IngestOptions Ingest => Storage.Ingest;

    /// <summary>Gets the store's clock.</summary>
    public TimeProvider Clock => Reading.Clock;

    /// <summary>Returns the door for a table's rows.</summary>
    public TableWriter<TRow> Writer<TRow>(Table<TRow> table)
        where TRow : class => Storage.Writer(table);

    /// <summary>Returns a query that everything in a table answers.</summary>
    public TableQuery<TRow> Query<TRow>(Table<TRow> table)
        where TRow : class => new(Reading.Catalog.Of(table), Reading);
}
