using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Live;

/// <summary>A state to decide about: what is in an account.</summary>
internal sealed record Account
{
    public required string Name { get; init; }

    public required decimal Balance { get; init; }

    public string? Note { get; init; }

    public static Table<Account> Table { get; } = new TableBuilder<Account>()
        .Name(1, "name", a => a.Name)
        .Decimal(2, "balance", a => a.Balance, isNotNegative: true)
        .Name(3, "note", a => a.Note, isNullable: true)
        .Build(new TableSettings { Name = "accounts", Key = ["name"], Lane = Lane.Trading });
}
