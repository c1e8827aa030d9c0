using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <summary>One database that all connections to the same file share; the last one closes it.</summary>
internal sealed class SharedInstance : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SharedInstance> ByPath = new(CanonicalPath.Comparer);

    private readonly DuckDbInstance _instance;
    private readonly string? _canonicalPath;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private int _users = 1;

    private SharedInstance(DuckDbInstance instance, string? canonicalPath, IReadOnlyDictionary<string, string> settings)
    {
        _instance = instance;
        _canonicalPath = canonicalPath;
        _settings = settings;
    }

    public static SharedInstance Acquire(string path, IReadOnlyDictionary<string, string> settings)
    {
        if (CanonicalPath.IsInMemory(path))
        {
            return new SharedInstance(DuckDbInstance.Open(path, settings), canonicalPath: null, settings);
        }

        var canonical = CanonicalPath.Of(path);
        lock (Gate)
        {
            if (!ByPath.TryGetValue(canonical, out var shared))
            {
                shared = new SharedInstance(DuckDbInstance.Open(path, settings), canonical, settings);
                ByPath.Add(canonical, shared);
                return shared;
            }

            if (!SameSettings(shared._settings, settings))
            {
                throw new InvalidOperationException(
                    $"'{canonical}' is open in this process with other settings; all connections to one file must name the same ones.");
            }

            shared._users++;
            return shared;
        }
    }

    public DuckDbSession Connect() => _instance.Connect();

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users > 0)
            {
                return;
            }

            if (_canonicalPath is not null)
            {
                ByPath.Remove(_canonicalPath);
            }

            _instance.Dispose();
        }
    }

    private static bool SameSettings(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(setting => right.TryGetValue(setting.Key, out var value) && value == setting.Value);
}
