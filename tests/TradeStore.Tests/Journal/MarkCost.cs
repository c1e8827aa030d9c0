using System.Diagnostics;
using TradeStore.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class MarkCost : JournalTestBase
{
    [Test, Explicit]
    public void Cost([Values] JournalDurability durability)
    {
        using var folder = new TradeStore.Tests.Support.TemporaryFolder();
        var file = Path.Combine(folder.Path, "store.mark");
        StoreMarkFile.Create(file, file + ".new", new StoreMark(StoreId, 1, 1, 0, 0, Guid.Empty, StoreMarkState.None));
        using var mark = StoreMarkFile.Open(file, StoreMarkFile.Read(file)!.Value);
        JournalSettings S(string n, StoreMarkFile? m) => new() { Folder = Path.Combine(folder.Path, n), StoreId = StoreId, Durability = durability, Mark = m, SegmentBytes = 64 << 20 };
        using var with = JournalLog.Open(S("with", mark));
        using var without = JournalLog.Open(S("without", null));
        var payload = TestPayload.OfLength(200, 1);
        var times = (new List<double>(), new List<double>());
        for (var i = 0; i < 6000; i++)
        {
            foreach (var (log, list) in new[] { (with, times.Item1), (without, times.Item2) })
            {
                var t = Stopwatch.GetTimestamp();
                log.WriteGroup([payload]);
                list.Add(Stopwatch.GetElapsedTime(t).TotalMicroseconds);
            }
        }
        static string P(List<double> l) { l = [.. l.Skip(500).Order()]; return $"p10 {l[l.Count/10]:0.0} p50 {l[l.Count/2]:0.0} p90 {l[l.Count*9/10]:0.0} mean of middle {l.Skip(l.Count/4).Take(l.Count/2).Average():0.0}"; }
        Console.WriteLine($"MARKCOST {durability} with: {P(times.Item1)}; without: {P(times.Item2)}");
    }
}
