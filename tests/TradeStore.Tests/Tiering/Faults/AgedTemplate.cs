using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>A store for which something is due, made once and copied for each case.</summary>
internal sealed class AgedTemplate : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private AgedTemplate()
    {
    }

    public DateTime Now { get; private set; }

    public static async Task<AgedTemplate> MakeAsync(AgedScenario scenario)
    {
        var template = new AgedTemplate();
        template.Now = await AgedStore.PrepareAsync(scenario, template._folder.Path);
        return template;
    }

    public void CopyTo(string folder) => FolderImage.Copy(_folder.Path, folder);

    public void Dispose() => _folder.Dispose();
}
