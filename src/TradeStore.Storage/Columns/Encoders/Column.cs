using System.Linq.Expressions;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>A column of a declared table, tied to a member of its row type.</summary>
/// <param name="Definition">What every stage sees.</param>
/// <param name="Member">The property of the row; rows are made again by setting it.</param>
/// <param name="CreateEncoder">Makes an encoder; encoders keep state and are pooled by the batch encoder.</param>
/// <param name="SetText">Sets the member from a stored text, for members that are not text themselves.</param>
/// <param name="ToParameter">Makes what a query binds of a member's value, for members whose values are stored as something else; <see langword="null"/>: bound as it is.</param>
/// <param name="FromText">Makes the member's value of a stored text, as <paramref name="SetText"/> does; a function of one.</param>
/// <param name="At">Returns the column with the digits of a store's numbers; <see langword="null"/> where they are the same in every store.</param>
internal sealed record Column<TRow>(
    ColumnDefinition Definition,
    MemberExpression Member,
    Func<ColumnEncoder<TRow>> CreateEncoder,
    Action<TRow, string>? SetText = null,
    Func<object, object>? ToParameter = null,
    Delegate? FromText = null,
    Func<NumberPrecision, Column<TRow>>? At = null);
