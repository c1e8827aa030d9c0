using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Opening;

/// <summary>What an opening sees before it changes anything.</summary>
/// <param name="Schema">The database's own tables.</param>
/// <param name="Applied">What the database holds.</param>
/// <param name="Journal">How the journal is kept.</param>
/// <param name="Scan">What it holds.</param>
/// <param name="Findings">What all of it means.</param>
internal sealed record OpeningInspection(SchemaOpening Schema, AppliedSequences Applied, JournalSettings Journal, JournalScan Scan, OpeningFindings Findings)
{
    /// <summary>Looks at database, mark and journal.</summary>
    /// <exception cref="Errors.StoreCorruptException">The store is refused.</exception>
    public static OpeningInspection Run(StoreParts parts, StorageOptions options, QuarantineFolder quarantine)
    {
        var folder = parts.Folder;
        var schema = SchemaOpening.Inspect(parts.Database!, folder, options);
        try
        {
            var (applied, database, mark) = (schema.LoadApplied(), schema.LoadProgress(), StoreMarkFile.Read(folder.Mark));
            var acknowledged = mark is { } said && said.StoreId == database.StoreId ? Math.Max(applied.Highest, said.Acknowledged) : applied.Highest;
            var settings = Settings(folder, options, schema.StoreId, acknowledged, quarantine);
            var scan = JournalScan.Run(settings);
            var fit = new PartFindings(folder, database, mark, scan.Report, () => schema.LackingFiles(folder), () => schema.StoreOfFiles(folder));
            var findings = new OpeningFindings(fit, new JournalFindings(scan.Report, applied, fit.Mark, isEndKnown: fit.Reasons.Count == 0));
            findings.ThrowIfRefused(options.OnDamage);
            return new OpeningInspection(schema, applied, settings, scan, findings);
        }
        catch
        {
            schema.Dispose();
            throw;
        }
    }

    private static JournalSettings Settings(StoreFolder folder, StorageOptions options, Guid storeId, long acknowledged, QuarantineFolder quarantine) => new()
    {
        Folder = folder.Journal,
        Storage = options.Journal.Storage ?? new FileJournalStorage(folder.Journal, quarantine),
        StoreId = storeId,
        AcknowledgedAtLeast = acknowledged,
        FileBytes = options.Journal.FileSize,
        Durability = options.Journal.Durability == Durability.Fsync ? JournalDurability.Fsync : JournalDurability.Os,
        RetentionAge = options.Journal.RetentionTime,
        RetentionBytes = options.Journal.RetentionSize,
        TimeProvider = options.TimeProvider,
    };
}
