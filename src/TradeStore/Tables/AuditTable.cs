using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>audit_log</c>: who did what, a partition a UTC month; each record chains the one before by its hash.</summary>
internal static class AuditTable
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    public static Table<AuditRecord> Definition { get; } = new TableBuilder<AuditRecord>()
        .Timestamp(1, "ts", a => a.Timestamp)
        .Uuid(2, "audit_id", a => a.AuditId)
        .Name(3, "event_type", a => a.EventType)
        .Named(4, "severity", a => a.Severity)
        .Name(5, "component", a => a.Component)
        .Name(6, "bot_id", a => a.BotId, isNullable: true)
        .Name(7, "user_id", a => a.UserId, isNullable: true)
        .Json(8, "details", a => a.Details)
        .Text(9, "previous_hash", a => a.PreviousHash, 64, isNullable: true)
        .Text(10, "hash", a => a.Hash, 64)
        .Integer(11, "sequence_number", a => a.SequenceNumber, isPositive: true)
        .Rule("hash", a => a.Hash, a => a.Hash is null || IsHash(a.Hash), "it is not a SHA-256 in 64 lower-case hexadecimal digits.")
        .Rule(
            "previous_hash",
            a => a.PreviousHash,
            a => a.PreviousHash is null || IsHash(a.PreviousHash),
            "it is not a SHA-256 in 64 lower-case hexadecimal digits.")
        .Build(new TableSettings
        {
            Name = "audit_log",
            TimeColumn = "ts",
            Key = ["audit_id"],
            ClusterKey = ["ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.KeepBoth,
            Lane = Lane.Trading,
            Aging = TableAgings.ForEver("its chain is verified from its first record on"),
        });

    /// <summary>Tells whether a text is a SHA-256 as records have it.</summary>
    public static bool IsHash([NotNullWhen(true)] string? text) => text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept(Hexadecimal);
}
