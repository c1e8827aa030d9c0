using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Verification;

/// <summary>Checks one segment; nothing of it is dropped meanwhile.</summary>
internal sealed class SegmentCheck(TieringContext context, VerificationLevel level)
{
    private readonly Quarantine _quarantine = new(context);

    /// <summary>Checks a segment; one that has left needs none.</summary>
    public async Task<VerificationFinding?> RunAsync(Segment listed, CancellationToken cancellationToken)
    {
        using var pin = context.Maps.Pin();
        return pin.Map.Find(listed) switch
        {
            null => null,
            { State: SegmentState.Damaged } damaged => await KnownAsync(damaged, cancellationToken).ConfigureAwait(false),
            { File: not null } file => await FileAsync(file, cancellationToken).ConfigureAwait(false) ?? await ContentAsync(file, cancellationToken).ConfigureAwait(false)
                ?? await IndependentAsync(file, cancellationToken).ConfigureAwait(false),
            var table => await ContentAsync(table, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Returns a finding on a segment.</summary>
    public static VerificationFinding Finding(Segment segment, VerificationFindingKind kind, string what, string? movedTo = null) => new()
    {
        Kind = kind,
        Table = segment.Table.Name,
        Partition = segment.Partition.Name,
        File = segment.File ?? segment.Location,
        What = what,
        MovedTo = movedTo,
    };

    /// <summary>Compares a segment's file with what was written, away from the caller's thread.</summary>
    public static async Task<FileDamage?> CompareAsync(Segment segment, CancellationToken cancellationToken)
    {
        var damage = await Task.Run(() => segment.Cold!.Compare(segment, () => cancellationToken.IsCancellationRequested), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return damage;
    }

    private async Task<VerificationFinding> KnownAsync(Segment segment, CancellationToken cancellationToken)
    {
        var damage = await CompareAsync(segment, cancellationToken).ConfigureAwait(false);
        var moved = damage is { IsCertain: true } ? _quarantine.TryMove(segment, damage.Reason) : null;
        var hint = damage is null ? " It lies in its place again as it was written: Store.RepairAsync makes it readable." : "";
        return Finding(segment, VerificationFindingKind.KnownDamage, $"It was found damaged before: it {segment.Damage}{hint}", moved);
    }

    private async Task<VerificationFinding?> FileAsync(Segment segment, CancellationToken cancellationToken)
    {
        var damage = level == VerificationLevel.Files
            ? segment.Cold!.Check(segment)
            : await CompareAsync(segment, cancellationToken).ConfigureAwait(false);
        if (damage is null)
        {
            return null;
        }

        // What is not there, or is not shown to us now, may come back by itself.
        var moved = damage.IsCertain ? await _quarantine.TakeAsync(segment, damage.Reason).ConfigureAwait(false) : null;
        return Finding(segment, Kind(damage.Kind), $"It {damage.Reason}", moved);
    }

    private async Task<VerificationFinding?> ContentAsync(Segment segment, CancellationToken cancellationToken)
    {
        if (level < VerificationLevel.Content || segment is not { State: SegmentState.Sealed, Content: { } expected })
        {
            return null;
        }

        try
        {
            var actual = await context.RunAsync(
                session => ContentReading.Read(session, segment.Table, segment.WrittenColumns, segment.AsWritten), cancellationToken).ConfigureAwait(false);
            return ContentReading.Difference(expected, actual) is { } difference ? Finding(segment, VerificationFindingKind.WrongContent, $"Read back, {difference}") : null;
        }
        catch (StoreCorruptException damage)
        {
            return Finding(segment, VerificationFindingKind.Unreadable, damage.Message);
        }
    }

    // Its SHA-256 is right: what is read here is what was written, or was written wrong.
    private async Task<VerificationFinding?> IndependentAsync(Segment segment, CancellationToken cancellationToken)
    {
        if (level < VerificationLevel.Independent || segment is not { State: SegmentState.Sealed, Content: { } expected })
        {
            return null;
        }

        try
        {
            var actual = await Task.Run(() => ParquetFileReading.ReadAsync(segment.Cold!.Path, segment, cancellationToken), cancellationToken).ConfigureAwait(false);
            return ContentReading.Difference(expected, actual) is { } difference ? Finding(segment, VerificationFindingKind.WrongContent, $"Read by Parquet.Net, {difference}") : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Finding(segment, VerificationFindingKind.Unreadable, exception.Message);
        }
    }

    private static VerificationFindingKind Kind(FileDamageKind kind) => kind switch
    {
        FileDamageKind.Missing => VerificationFindingKind.MissingFile,
        FileDamageKind.WrongSize => VerificationFindingKind.WrongSize,
        FileDamageKind.WrongChecksum => VerificationFindingKind.WrongChecksum,
        _ => VerificationFindingKind.Unreadable,
    };
}
