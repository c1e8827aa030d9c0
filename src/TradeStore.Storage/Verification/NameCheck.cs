using System.Globalization;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Verification;

/// <summary>Compares the names of files and tables with those in the manifest.</summary>
/// <param name="context">What tiering needs.</param>
/// <param name="firstOfNow">The first number that this opening of the store has given to a segment: what is being made, or was given up, has a higher one.</param>
internal sealed class NameCheck(TieringContext context, long firstOfNow)
{
    /// <summary>Returns the tables that the manifest names and the database does not have.</summary>
    public async Task<IReadOnlyList<VerificationFinding>> MissingTablesAsync(CancellationToken cancellationToken)
    {
        using var pin = context.Maps.Pin();
        var there = (await TablesAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        return [.. pin.Map.Segments(context.Catalog.All)
            .Where(s => s.File is null && !there.Contains(s.Location))
            .Select(s => SegmentCheck.Finding(s, VerificationFindingKind.MissingTable, "The database does not have the table."))];
    }

    /// <summary>Returns the files and tables that nobody names.</summary>
    public async Task<IReadOnlyList<VerificationFinding>> UnknownAsync(CancellationToken cancellationToken)
    {
        var files = FolderWalk.Files(context.Folder.Cold).ToList();
        var tables = await TablesAsync(cancellationToken).ConfigureAwait(false);

        // On the writer's thread, which alone names, removes and deletes: what is not named there and still there afterwards never was.
        var known = await context.AskAsync(_ =>
            context.Maps.Current.Segments(context.Catalog.All).Concat(context.Maps.Leaving()).Select(s => s.File is { } file ? context.Folder.Full(file) : s.Location).ToHashSet(StringComparer.Ordinal)).ConfigureAwait(false);
        var left = (await TablesAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Where(f => !known.Contains(f) && File.Exists(f) && !IsOfNow(Path.GetFileName(f).Split('-')[0])).Select(f =>
                Unknown(VerificationFindingKind.UnknownFile, context.Folder.Relative(f), "The manifest does not name the file; the next opening moves it to quarantine/ if this store has made it, and leaves it alone otherwise.")),
            .. tables.Where(t => !known.Contains(t) && left.Contains(t) && !IsOfNow(t.TrimEnd('"').Split('_')[^1])).Select(t =>
                Unknown(VerificationFindingKind.UnknownTable, t, "The manifest does not name the table; the next opening drops it.")),
        ];
    }

    private static VerificationFinding Unknown(VerificationFindingKind kind, string name, string what) => new() { Kind = kind, File = name, What = what };

    private bool IsOfNow(string number) => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id >= firstOfNow;

    private Task<List<string>> TablesAsync(CancellationToken cancellationToken) =>
        context.RunAsync(WarmTables.Locations, cancellationToken);
}
