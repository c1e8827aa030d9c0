using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Writing;

/// <summary>A row whose key is no series with a time: found by comparing whole keys.</summary>
internal sealed record Reading
{
    public Guid? Id { get; init; }

    public DateTime At { get; init; }

    public string Name { get; init; } = "";

    public string Place { get; init; } = "";

    public long? Value { get; init; }

    public decimal? Amount { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Declares a series that is told apart by an id.</summary>
    public static Table<Reading> Series(DuplicateRule rule, Lane lane = Lane.Market) =>
        Builder().Build(new TableSettings { Name = "readings", TimeColumn = "at", Key = ["id"], Span = PartitionSpan.Day, Duplicates = rule, Lane = lane });

    /// <summary>Declares a state that is told apart by two texts.</summary>
    public static Table<Reading> State(Lane lane = Lane.Market) => Builder().Build(new TableSettings { Name = "readings", Key = ["name", "place"], Lane = lane });

    private static TableBuilder<Reading> Builder() => new TableBuilder<Reading>()
        .Uuid(1, "id", r => r.Id)
        .Timestamp(2, "at", r => r.At)
        .Text(3, "name", r => r.Name, 200_000)
        .Name(4, "place", r => r.Place)
        .Integer(5, "value", r => r.Value)
        .Decimal(6, "amount", r => r.Amount)
        .TextList(7, "tags", r => r.Tags);
}
