using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema;

/// <summary>A row of a column of each kind that the tables of the data model do not have, or not in each form.</summary>
internal sealed record EveryKind
{
    public required DateTime At { get; init; }

    public DateTime? Later { get; init; }

    public DateOnly Day { get; init; }

    public DateOnly? MaybeDay { get; init; }

    public DateOnly AnyDay { get; init; }

    public int Small { get; init; }

    public int? MaybeSmall { get; init; }

    public long Large { get; init; }

    public double Ratio { get; init; }

    public double? Bounded { get; init; }

    public bool? MaybeTrue { get; init; }

    public decimal? Positive { get; init; }

    public decimal WidePositive { get; init; }

    public OrderType Type { get; init; }

    public OrderStatus? Status { get; init; }

    public required string Text { get; init; }

    public string? Blank { get; init; }

    public required string Json { get; init; }

    public Guid Id { get; init; }

    public Guid? MaybeId { get; init; }

    public static TableBuilder<EveryKind> Builder => new TableBuilder<EveryKind>()
        .Timestamp(1, "at", r => r.At)
        .Timestamp(2, "later", r => r.Later, isFutureAllowed: true)
        .Date(3, "day", r => r.Day)
        .Date(4, "maybe_day", r => r.MaybeDay)
        .Date(5, "any_day", r => r.AnyDay, isFutureAllowed: true)
        .Integer(6, "small", r => r.Small)
        .Integer(7, "maybe_small", r => r.MaybeSmall, isNotNegative: true)
        .Integer(8, "large", r => r.Large, isPositive: true)
        .Ratio(9, "ratio", r => r.Ratio)
        .Ratio(10, "bounded", r => r.Bounded, lowest: -0.5, highest: 2)
        .Boolean(11, "maybe_true", r => r.MaybeTrue)
        .Decimal(12, "positive", r => r.Positive, isPositive: true)
        .WideDecimal(13, "wide_positive", r => r.WidePositive, isPositive: true)
        .Named(14, "type", r => r.Type)
        .Named(15, "status", r => r.Status)
        .Text(16, "text", r => r.Text, 10)
        .Text(17, "blank", r => r.Blank, 10, isNullable: true, isEmptyAllowed: true)
        .Json(18, "json", r => r.Json, isNullable: false)
        .Uuid(19, "id", r => r.Id)
        .Uuid(20, "maybe_id", r => r.MaybeId);

    public static TableSettings Settings { get; } = new() { Name = "every_kind", TimeColumn = "at", Key = ["id"] };
}
