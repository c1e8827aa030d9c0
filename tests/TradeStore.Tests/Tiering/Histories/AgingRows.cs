using System.Linq.Expressions;
using TradeStore.Reading.Typed;
using TradeStore.Schema;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>The model of one table: rows in the order in which they came, and what they were after each batch.</summary>
internal sealed class AgingRows<TRow>(AgingKind<TRow> kind, DateTime from) : AgingTable(kind.Table.Name, from)
    where TRow : class
{
    private readonly List<TRow> _rows = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<AgingDigest> _versions = [AgingDigest.Of([], kind)];
    private int _acknowledged;

    private Table<TRow> Table => kind.Table;

    private string TimeColumn => Table.Columns[Table.TimeColumn].Name;

    public override async Task AppendAsync(Store store, Random random)
    {
        var batch = Enumerable.Range(0, random.Next(1, 25)).Select(_ => kind.Make(random, From)).ToList();
        batch.ForEach(Settle);
        int begun;
        lock (_versions)
        {
            _versions.Add(AgingDigest.Of(_rows, kind));
            begun = _versions.Count - 1;
        }

        await kind.Append(store, batch);
        Volatile.Write(ref _acknowledged, begun);
    }

    public override async Task CheckAsync(Store store, string when)
    {
        var name = $"{Name} {when}";
        var byTime = await kind.Get(store, this, null);
        Assert.That(Texts(byTime), Is.EqualTo(Texts(_rows)), $"{name}: by time");
        Assert.That(byTime.Select(kind.Time), Is.Ordered, $"{name}: by time");
        CheckOrderOfEqualKeys(byTime, name);
        var last = _rows[^1];
        var one = kind.Series(last);
        var ofOne = await kind.Get(store, this, one);
        Assert.That(Texts(ofOne), Is.EqualTo(Texts(_rows.Where(r => kind.Series(r) == one))), $"{name}: of {one}");
        Assert.That(ofOne.Select(kind.Time), Is.Ordered, $"{name}: of {one}");
        Assert.That(Texts(await Within(store).Where(kind.Condition).ToListAsync()), Is.EqualTo(Texts(_rows.Where(kind.Matches))), $"{name}: by a condition");
        Assert.That(await Within(store).CountAsync(), Is.EqualTo(_rows.Count), $"{name}: counted");
        Assert.That(await SqlAsync(store), Is.EqualTo(SqlOf(_versions[^1])), $"{name}: by SQL");
        if (IsOver)
        {
            return;
        }

        var same = _rows.FindAll(r => kind.IsSame(last, r));
        var latest = same.Max(kind.Time);
        Assert.That(kind.Text((await kind.Newest(store, last, this))!), Is.AnyOf([.. same.Where(r => kind.Time(r) == latest).Select(kind.Text)]), $"{name}: the newest");
    }

    public override async Task ReadBesideAsync(Store store, Random random)
    {
        var before = Volatile.Read(ref _acknowledged);
        var (what, seen, fits) = await (random.Next(5) switch
        {
            0 => WholeAsync("by time", kind.Get(store, this, null)),
            1 => WholeAsync("by a query", Within(store).ToListAsync()),
            2 => CountedAsync(Within(store).Where(kind.Condition).CountAsync()),
            3 => SummedAsync(SqlAsync(store)),
            _ => StreamedAsync(store),
        });
        List<AgingDigest> allowed;
        lock (_versions)
        {
            allowed = _versions[before..];
        }

        Assert.That(allowed.Exists(v => fits(v)), Is.True, $"{Name} beside, {what}: {seen} is none of {string.Join(", ", allowed)}");
    }

    private void Settle(TRow row)
    {
        if (kind.Key(row) is not { } key || _places.TryAdd(key, _rows.Count))
        {
            _rows.Add(row);
        }
        else if (Table.Duplicates == DuplicateRule.Replace)
        {
            _rows[_places[key]] = row;
        }
    }

    // Rows that nothing tells apart stay in the order in which they came.
    private void CheckOrderOfEqualKeys(IEnumerable<TRow> byTime, string name)
    {
        if (Table.Duplicates == DuplicateRule.KeepBoth)
        {
            Assert.That(ByKey(byTime), Is.EqualTo(ByKey(_rows)), $"{name}: the order of rows with one key");
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
