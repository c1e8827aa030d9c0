using System.Globalization;
using System.Linq.Expressions;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>The model of one table: the rows of its partitions in the order in which they came, and what there was to be seen when.</summary>
internal sealed class AgingRows<TRow>(AgingKind<TRow> kind, DateTime from) : AgingTable(kind.Table.Name, from)
    where TRow : class
{
    private readonly SortedDictionary<DateTime, AgingPartition<TRow>> _partitions = [];
    private readonly AgingVersions _versions = new();
    private List<AgingPartition<TRow>> _leaving = [];
    private TRow _last = null!;
    private int _batches;
    private int _removals;
    private ulong _removed;

    public override IEnumerable<AgingLife> Lives => _partitions.Values.Select(p => p.Life);

    private Table<TRow> Table => kind.Table;

    private string TimeColumn => Table.Columns[Table.TimeColumn].Name;

    public override async Task AppendAsync(Store store, Random random)
    {
        var batch = Enumerable.Range(0, random.Next(1, 25)).Select(_ => kind.Make(random, From)).ToList();
        var now = store.Parts.Tiering!.Clock.GetUtcNow().UtcDateTime;
        batch.ForEach(row => Of(kind.Time(row)).Take(row, now, IsMoving));
        _last = batch[^1];
        _batches++;
        _versions.Begin(Versions());
        await kind.Append(store, batch);
        _versions.Acknowledge(_batches);
    }

    public override void BeginRemoval(IReadOnlyCollection<AgingLife> lives)
    {
        _leaving = [.. _partitions.Values.Where(p => lives.Contains(p.Life))];
        _leaving.ForEach(p => p.BeginRemoval());
        _versions.Begin(Versions());
    }

    public override void EndRemoval(Func<AgingLife, bool> isRemoved)
    {
        foreach (var partition in _leaving)
        {
            var isGone = isRemoved(partition.Life);
            partition.EndRemoval(isGone);
            _removed |= isGone ? 1UL << _removals : 0;
            _removals++;
        }

        _leaving = [];
        _versions.Settle(_removed);
    }

    public override PartitionSegments? Find(Store store, AgingLife life) => store.Parts.Maps!.Current.Find(Table, Partition.Parse(Table.Span, life.Name));

    public override async Task CheckAsync(Store store, string when)
    {
        var name = $"{Name} {when}";
        var rows = _partitions.Values.SelectMany(p => p.Rows).ToList();
        var byTime = await kind.Get(store, this, null);
        Assert.That(Texts(byTime), Is.EqualTo(Texts(rows)), $"{name}: by time");
        Assert.That(byTime.Select(kind.Time), Is.Ordered, $"{name}: by time");
        CheckOrderOfEqualKeys(byTime, rows, name);
        var one = kind.Series(_last);
        var ofOne = await kind.Get(store, this, one);
        Assert.That(Texts(ofOne), Is.EqualTo(Texts(rows.Where(r => kind.Series(r) == one))), $"{name}: of {one}");
        Assert.That(ofOne.Select(kind.Time), Is.Ordered, $"{name}: of {one}");
        Assert.That(Texts(await Within(store).Where(kind.Condition).ToListAsync()), Is.EqualTo(Texts(rows.Where(kind.Matches))), $"{name}: by a condition");
        Assert.That(await Within(store).CountAsync(), Is.EqualTo(rows.Count), $"{name}: counted");
        Assert.That(await SqlAsync(store), Is.EqualTo(SqlOf(_partitions.Values.Aggregate(default(AgingDigest), (sum, p) => sum + p.Digest(isRemoved: false)))), $"{name}: by SQL");
        if (!IsOver)
        {
            await CheckNewestAsync(store, rows.FindAll(r => kind.IsSame(_last, r)), name);
        }
    }

    public override async Task ReadBesideAsync(Store store, Random random)
    {
        var floor = _versions.Floor();
        var (what, seen, fits) = await (random.Next(5) switch
        {
            0 => WholeAsync("by time", kind.Get(store, this, null)),
            1 => WholeAsync("by a query", Within(store).ToListAsync()),
            2 => CountedAsync(Within(store).Where(kind.Condition).CountAsync()),
            3 => SummedAsync(SqlAsync(store)),
            _ => StreamedAsync(store),
        });
        Assert.That(_versions.See(floor, fits), Is.Not.Empty, $"{Name} beside, {what}, begun at {floor}: {seen} is none of those {_versions}");
    }

    private AgingPartition<TRow> Of(DateTime time)
    {
        var isDay = Table.Span == PartitionSpan.Day;
        var start = isDay ? time.Date : new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        if (!_partitions.TryGetValue(start, out var partition))
        {
            var name = start.ToString(isDay ? "yyyyMMdd" : "yyyyMM", CultureInfo.InvariantCulture);
            _partitions.Add(start, partition = new(kind, new AgingLife(name, start, isDay ? start.AddDays(1) : start.AddMonths(1))));
        }

        return partition;
    }

    // They go one after the other; what is there still before one that went has taken rows meanwhile, and stays.
    private List<AgingVersion> Versions()
    {
        var versions = new List<AgingVersion>();
        var others = _partitions.Values.Except(_leaving).Aggregate(default(AgingDigest), (sum, p) => sum + p.Digest(isRemoved: false));
        for (var removed = 0; removed < 1 << _leaving.Count; removed++)
        {
            var (digest, kept, isOne) = (others, 0, true);
            for (var i = 0; i < _leaving.Count; i++)
            {
                var (partition, isRemoved) = (_leaving[i], ((removed >> i) & 1) != 0);
                digest += partition.Digest(isRemoved);
                kept |= !isRemoved && partition.Life.TookRows ? 1 << i : 0;
                isOne &= isRemoved || partition.Life.TookRows || removed >> i == 0;
            }

            if (isOne)
            {
                versions.Add(new AgingVersion(_batches, _removed | ((ulong)removed << _removals), (ulong)kept << _removals, digest));
            }
        }

        return versions;
    }

    private async Task CheckNewestAsync(Store store, List<TRow> same, string name)
    {
        var newest = await kind.Newest(store, _last, this);
        if (same.Count == 0)
        {
            Assert.That(newest is null || kind.Time(newest) < From, Is.True, $"{name}: the newest was removed");
            return;
        }

        var latest = same.Max(kind.Time);
        Assert.That(kind.Text(newest!), Is.AnyOf([.. same.Where(r => kind.Time(r) == latest).Select(kind.Text)]), $"{name}: the newest");
    }

    // Rows that nothing tells apart stay in the order in which they came.
    private void CheckOrderOfEqualKeys(IEnumerable<TRow> byTime, IEnumerable<TRow> rows, string name)
    {
        if (Table.Duplicates == DuplicateRule.KeepBoth)
        {
            Assert.That(ByKey(byTime), Is.EqualTo(ByKey(rows)), $"{name}: the order of rows with one key");
        }
    }

    private List<string> ByKey(IEnumerable<TRow> rows) =>
        [.. rows.OrderBy(kind.Time).ThenBy(kind.Series, StringComparer.Ordinal).ThenBy(r => kind.Text(r).Split('|')[0], StringComparer.Ordinal).Select(kind.Text)];

    private List<string> Texts(IEnumerable<TRow> rows) => [.. rows.Select(kind.Text).Order(StringComparer.Ordinal)];

    private TableQuery<TRow> Within(Store store)
    {
        var row = Expression.Parameter(typeof(TRow));
        var property = Expression.Property(row, ((System.Reflection.PropertyInfo)Table.TypedColumns[Table.TimeColumn].Member.Member).Name);
        var within = Expression.AndAlso(Expression.GreaterThanOrEqual(property, Expression.Constant(From)), Expression.LessThan(property, Expression.Constant(To)));
        return kind.Query(store).Where(Expression.Lambda<Func<TRow, bool>>(within, row));
    }

    private async Task<string> SqlAsync(Store store)
    {
        var sql = $"SELECT count(*)::VARCHAR || ' ' || coalesce(sum({kind.NumberColumn})::BIGINT, 0)::VARCHAR FROM {Name} WHERE \"{TimeColumn}\" >= $from AND \"{TimeColumn}\" < $to";
        return (await store.QueryAsync<string>(sql, new { from = From, to = To }))[0];
    }

    private static string SqlOf(AgingDigest digest) => $"{digest.Rows} {digest.Sum}";

    private async Task<(string What, string Seen, Func<AgingDigest, bool> Fits)> WholeAsync(string what, Task<IReadOnlyList<TRow>> read)
    {
        var seen = AgingDigest.Of(await read, kind);
        return (what, $"{seen}", version => version == seen);
    }

    private static async Task<(string What, string Seen, Func<AgingDigest, bool> Fits)> CountedAsync(Task<long> read)
    {
        var seen = await read;
        return ("counted by a condition", $"{seen}", version => version.Matching == seen);
    }

    private static async Task<(string What, string Seen, Func<AgingDigest, bool> Fits)> SummedAsync(Task<string> read)
    {
        var seen = await read;
        return ("by SQL", seen, version => SqlOf(version) == seen);
    }

    private async Task<(string What, string Seen, Func<AgingDigest, bool> Fits)> StreamedAsync(Store store)
    {
        var seen = 0L;
        await foreach (var chunk in kind.Stream(store, this))
        {
            seen += chunk.RowCount;
        }

        return ("streamed", $"{seen}", version => version.Rows == seen);
    }
}
