namespace TradeStore.DuckDb.Engine;

/// <summary>A path's entry in the <see cref="DatabaseRegistry"/>; disposing it frees the path.</summary>
internal sealed class DatabaseRegistration(string? canonicalPath) : IDisposable
{
    public void Dispose()
    {
        if (canonicalPath is not null)
        {
            DatabaseRegistry.Remove(canonicalPath);
        }
    }
}
