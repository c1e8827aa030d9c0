using TradeStore.CrashTests.Worker;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.CrashTests;

/// <summary>The days that workers wrote to have them removed: each is whole in the store, or gone from there and whole in the archive; what is gone stays gone.</summary>
internal sealed class RemovalLedger
{
    private const string RowOf = "ofi_value::BIGINT || ' ' || symbol || ' ' || bid_volume::BIGINT";
    private readonly HashSet<int> _written = [];
    private readonly HashSet<int> _inFlight = [];
    private readonly HashSet<int> _gone = [];

    /// <summary>Gets how many days were removed.</summary>
    public int Gone => _gone.Count;

    /// <summary>Takes in what a worker has reported: after its last word it may have had one more day under way.</summary>
    public void Add(int run, IReadOnlyCollection<int> days)
    {
        _written.UnionWith(days);
        _inFlight.Add((run * RemovableDay.OfARun) + days.Count);
    }

    /// <summary>Compares a store and its archive with what they must hold.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(Store store, string archive)
    {
        var stored = Days((await store.QueryAsync<string>($"SELECT {RowOf} FROM {RemovableDay.Table}")).ToList());
        var archived = Days(Archived(archive));
        _written.UnionWith(_inFlight.Where(d => stored.ContainsKey(d) || archived.ContainsKey(d)));
        _inFlight.Clear();
        var gone = _written.Where(d => !stored.ContainsKey(d)).ToList();
        var wrong = new List<string>();
        wrong.AddRange(stored.Keys.Except(_written).Select(d => $"the day {d} was never acknowledged"));
        wrong.AddRange(stored.Where(d => !IsWhole(d.Key, d.Value)).Select(d => $"of the day {d.Key} {d.Value.Count} rows are there"));
        wrong.AddRange(gone.Where(d => !IsWhole(d, archived.GetValueOrDefault(d, []))).Select(d => $"the day {d} is gone, and the archive has {archived.GetValueOrDefault(d, []).Count} rows of it"));
        wrong.AddRange(_gone.Except(gone).Select(d => $"the day {d} was gone and is there again"));
        _gone.UnionWith(gone);
        return wrong;
    }

    private static bool IsWhole(int day, List<string> rows) =>
        rows.Order(StringComparer.Ordinal).SequenceEqual(new RemovableDay(day).Rows().Select(r => $"{r.OfiValue} {r.Symbol} {r.BidVolume}").Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static Dictionary<int, List<string>> Days(List<string> rows) =>
        rows.GroupBy(r => int.Parse(r.AsSpan(0, r.IndexOf(' ', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture)).ToDictionary(g => g.Key, g => g.ToList());

    // A copy is one only with its sum beside it.
    private static List<string> Archived(string archive)
    {
        var folder = Path.Combine(archive, RemovableDay.Table);
        var copies = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Where(IsCopy).Select(c => $"'{c}'").ToList() : [];
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        return copies.Count == 0 ? [] : session.QueryTexts($"SELECT {RowOf} FROM read_parquet([{string.Join(", ", copies)}], hive_partitioning = false)", columns: 1).ConvertAll(row => row[0]);
    }

    private static bool IsCopy(string file) =>
        File.Exists($"{file}.sha256") && string.Equals(File.ReadAllText($"{file}.sha256"), $"{ColdFiles.Sha256(file, () => false)}  {Path.GetFileName(file)}\n", StringComparison.Ordinal);
}
