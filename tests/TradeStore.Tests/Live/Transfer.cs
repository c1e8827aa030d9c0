using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Live;

/// <summary>A row that a decision writes beside the state it changes.</summary>
internal sealed record Transfer
{
    public required Guid Id { get; init; }

    public required DateTime Timestamp { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required decimal Amount { get; init; }

    public static Table<Transfer> Table { get; } = new TableBuilder<Transfer>()
        .Uuid(1, "transfer_id", t => t.Id)
        .Timestamp(2, "ts", t => t.Timestamp)
        .Name(3, "from_account", t => t.From)
        .Name(4, "to_account", t => t.To)
        .Decimal(5, "amount", t => t.Amount, isNotNegative: true)
        .Build(new TableSettings { Name = "transfers", TimeColumn = "ts", Key = ["transfer_id"], Duplicates = DuplicateRule.KeepBoth, Lane = Lane.Trading });
}
