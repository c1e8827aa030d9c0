using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>A row with a column of every kind, and its two declarations.</summary>
internal sealed record Sample
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    public string Symbol { get; init; } = "";

    public string? Note { get; init; }

    public Phase Phase { get; init; }

    public Phase NextPhase { get; init; }

    public bool IsOpen { get; init; }

    public decimal Price { get; init; }

    public decimal? Limit { get; init; }

    public decimal? Total { get; init; }

    public long? Count { get; init; }

    public Guid? Link { get; init; }

    public string? Data { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string NotStored => Symbol;

    public static Table<Sample> State { get; } = Builder().Build(new TableSettings { Name = "samples", Key = ["id"] });

    public static Table<Sample> Series { get; } = Builder().Build(new TableSettings { Name = "sample_series", TimeColumn = "at", Key = ["id", "at"], Span = PartitionSpan.Day });

    private static TableBuilder<Sample> Builder() => new TableBuilder<Sample>()
        .Integer(1, "id", s => s.Id)
        .Timestamp(2, "at", s => s.At)
        .Name(3, "symbol", s => s.Symbol)
        .Name(4, "note", s => s.Note, isNullable: true)
        .Named(5, "phase", s => s.Phase, Enum.GetNames<Phase>(), p => p.ToString(), Enum.Parse<Phase>)
        .Named(6, "next_phase", s => s.NextPhase, Enum.GetNames<Phase>(), p => p.ToString(), Enum.Parse<Phase>)
        .Boolean(7, "is_open", s => s.IsOpen)
        .Decimal(8, "price", s => s.Price)
        .Decimal(9, "limit", s => s.Limit)
        .WideDecimal(10, "total", s => s.Total)
        .Integer(11, "count", s => s.Count)
        .Uuid(12, "link", s => s.Link)
        .Json(13, "data", s => s.Data)
        .TextList(14, "tags", s => s.Tags);
}
