using System.Collections.Concurrent;
using TradeStore.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Support;

/// <summary>
/// What lies in the folder of a store that was just made, to begin with a copy of it: making one costs more than opening it does. All that begin so have one id;
/// where it matters, or how a store is made, <see cref="Store.OpenAsync(string, StoreOptions?, CancellationToken)"/> makes one.
/// </summary>
internal static class NewStore
{
    private static readonly ConcurrentDictionary<bool, Lazy<IReadOnlyList<(string Name, byte[] Bytes)>>> Made = [];

    /// <summary>Puts a new store into a folder where there is nothing, when its tables are those that many tests have.</summary>
    public static void PutInto(string root, StoreOptions options)
    {
        var isAging = options.Tables.Count > 0;
        var isUsual = options.Precision is null && (!isAging || options.Tables.SequenceEqual(AgingKinds.Declared));
        if (!isUsual || (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()))
        {
            return;
        }

        Directory.CreateDirectory(root);
        foreach (var (name, bytes) in Made.GetOrAdd(isAging, _ => new(() => Make(options.Tables))).Value)
        {
            File.WriteAllBytes(Path.Combine(root, name), bytes);
        }
    }

    // By the store's own code, which makes them before it opens anything.
    private static IReadOnlyList<(string Name, byte[] Bytes)> Make(IEnumerable<TableSchema> tables)
    {
        using var temporary = new TemporaryFolder();
        var options = new StoreOptions { TimeProvider = Some.Clock() };
        foreach (var table in tables)
        {
            options.Tables.Add(table);
        }

        WarmCreation.Run(new StoreFolder(temporary.Path), options);
        return [.. Directory.EnumerateFiles(temporary.Path).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
    }
}
