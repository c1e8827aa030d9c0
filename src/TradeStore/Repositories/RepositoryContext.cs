using TradeStore.Configuration;
using TradeStore.Ingest;
using TradeStore.Live;
using TradeStore.Reading;
using TradeStore.Reading.Typed;
using TradeStore.Schema;

namespace TradeStore.Repositories;

/// <summary>What every repository needs of its store.</summary>
internal sealed record RepositoryContext(ReadContext Reading, LiveState Live, IngestLanes Lanes, IngestOptions Ingest, TimeProvider Clock)
{
    /// <summary>Returns the door for a table's rows.</summary>
    public TableWriter<TRow> Writer<TRow>(Table<TRow> table)
        where TRow : class => new(Reading.Catalog.Of(table), Lanes[table.Lane], Ingest, Clock);

    /// <summary>Returns a query that everything in a table answers.</summary>
    public TableQuery<TRow> Query<TRow>(Table<TRow> table)
        where TRow : class => new(Reading.Catalog.Of(table), Reading);
}
