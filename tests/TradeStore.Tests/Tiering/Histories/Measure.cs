using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A row of tables that an application declares: told apart by an id, or by nothing, and laid down by a place that can change.</summary>
internal sealed record Measure
{
    public Guid? Id { get; init; }

    public DateTime At { get; init; }

    public string Place { get; init; } = "";

    public long Value { get; init; }

    public decimal? Amount { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Declares a table of a day a partition.</summary>
    public static Table<Measure> Declare(string name, DuplicateRule rule) => new TableBuilder<Measure>()
        .Uuid(1, "id", m => m.Id)
        .Timestamp(2, "at", m => m.At)
        .Name(3, "place", m => m.Place)
        .Integer(4, "value", m => m.Value)
        .Decimal(5, "amount", m => m.Amount)
        .TextList(6, "tags", m => m.Tags)
        .Build(new TableSettings { Name = name, TimeColumn = "at", Key = ["id"], ClusterKey = ["place", "at"], Span = PartitionSpan.Day, Duplicates = rule });
}
