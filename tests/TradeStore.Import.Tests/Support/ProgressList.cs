namespace TradeStore.Import.Tests.Support;

/// <summary>Keeps reports at once, unlike <see cref="Progress{T}"/>, which posts them.</summary>
internal sealed class ProgressList : IProgress<ImportProgress>
{
    public List<ImportProgress> Reports { get; } = [];

    public void Report(ImportProgress value) => Reports.Add(value);
}
