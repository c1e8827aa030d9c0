using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>A store whose engine holds samples as a state table and as the partitions of a series.</summary>
internal sealed class SampleStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Store _store;

    private SampleStore(TemporaryFolder folder, Store store)
    {
        _folder = folder;
        _store = store;
    }

    public ReadContext Context => _store.Ticks.Query().Context;

    public TableQuery<Sample> State => new(Sample.State, Context);

    public TableQuery<Sample> Series => new(Sample.Series, Context);

    public static async Task<SampleStore> OpenAsync(IReadOnlyList<Sample> samples, Action<StoreOptions>? change = null)
    {
        var folder = new TemporaryFolder();
        var made = new SampleStore(folder, await Quick.OpenAsync(folder, change));
        await made.RunAsync(session =>
        {
            session.Execute("CREATE SCHEMA IF NOT EXISTS state");
            Insert(session, Sample.State, Sample.State.StateTable, samples);
        });
        var id = 1_000_000;
        foreach (var partition in samples.GroupBy(s => Partition.Containing(PartitionSpan.Day, Microseconds(s.At))).OrderBy(p => p.Key.Start))
        {
            // Every other partition came in order of time.
            var rows = id % 2 == 0 ? partition.OrderBy(s => s.At).ToList() : partition.ToList();
            var location = Sample.Series.WarmTable(partition.Key, id);
            await made.RunAsync(session => Insert(session, Sample.Series, location, rows));
            var isOrdered = rows.Zip(rows.Skip(1)).All(pair => pair.First.At <= pair.Second.At);
            made.Context.Maps.Change(map => map.With(new Segment(id++, Sample.Series, partition.Key, location, isOrdered)));
        }

        return made;
    }

    private async Task RunAsync(Action<DuckDbSession> work)
    {
        using var lease = await Context.StartAsync(ReadConsistency.Latest, [], CancellationToken.None);
        await lease.RunAsync(session =>
        {
            work(session);
            return true;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static void Insert(DuckDbSession session, Table<Sample> table, string location, IReadOnlyList<Sample> samples)
    {
        session.Execute(TableDefinitionSql.Create(table, location));
        using var insert = session.Prepare($"INSERT INTO {location} VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})");
        session.Execute("BEGIN");
        foreach (var sample in samples)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                Bind(insert, i + 1, typeof(Sample).GetProperty(table.TypedColumns[i].Member.Member.Name)!.GetValue(sample));
            }

            insert.ExecuteNonQuery();
        }

        session.Execute("COMMIT");
    }

    private static void Bind(DuckDbStatement statement, int index1, object? value)
    {
        switch (value)
        {
            case null: statement.BindNull(index1); break;
            case long number: statement.Bind(index1, number); break;
            case DateTime time: statement.Bind(index1, time); break;
            case string text: statement.Bind(index1, text); break;
            case bool flag: statement.Bind(index1, flag); break;
            case decimal number: statement.Bind(index1, number); break;
            case Guid id: statement.Bind(index1, id); break;
            case IReadOnlyList<string> texts: statement.Bind(index1, texts); break;
            default: statement.Bind(index1, value.ToString()); break;
        }
    }
}
