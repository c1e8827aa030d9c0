using System.Reflection;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Chooses how a column is read into its member: once a table, not once a value.</summary>
internal static class ColumnFills
{
    public static Func<ColumnFill<TRow>> For<TRow>(Column<TRow> column)
        where TRow : class
    {
        var definition = column.Definition;
        return definition.Type switch
        {
            ColumnType.Boolean => Fixed<TRow, byte, bool, BooleanFromStored>(column, default),
            ColumnType.Integer => Fixed<TRow, int, int, NumberFromStored<int>>(column, default),
            ColumnType.BigInt => Fixed<TRow, long, long, NumberFromStored<long>>(column, default),
            ColumnType.Double => Fixed<TRow, double, double, NumberFromStored<double>>(column, default),
            ColumnType.Decimal18 when definition.StoredWidth == sizeof(short) => Fixed<TRow, short, decimal, ShortDecimalFromStored>(column, new(definition.Scale)),
            ColumnType.Decimal18 when definition.StoredWidth == sizeof(int) => Fixed<TRow, int, decimal, IntDecimalFromStored>(column, new(definition.Scale)),
            ColumnType.Decimal18 => Fixed<TRow, long, decimal, DecimalFromStored>(column, new(definition.Scale)),
            ColumnType.Decimal38 => Fixed<TRow, Int128, decimal, WideDecimalFromStored>(column, new(definition.Scale)),
            ColumnType.Timestamp => Fixed<TRow, long, DateTime, TimestampFromStored>(column, default),
            ColumnType.Date => Fixed<TRow, int, DateOnly, DateFromStored>(column, default),
            ColumnType.Uuid => Fixed<TRow, Int128, Guid, UuidFromStored>(column, default),
            ColumnType.Text or ColumnType.Json => Text(column),
            ColumnType.TextList => () => new TextListFill<TRow>(Setter<TRow, IReadOnlyList<string>>(column)),
            _ => throw new NotSupportedException($"Column '{definition.Name}' of type {definition.Type} cannot be read into rows."),
        };
    }

    private static Func<ColumnFill<TRow>> Fixed<TRow, TStored, TValue, TConverter>(Column<TRow> column, TConverter converter)
        where TRow : class
        where TStored : unmanaged
        where TValue : struct
        where TConverter : struct, IStoredConverter<TStored, TValue>
    {
        if (Nullable.GetUnderlyingType(column.Member.Type) is null)
        {
            var set = Setter<TRow, TValue>(column);
            return () => new ValueFill<TRow, TStored, TValue, TConverter>(set, converter);
        }

        var setNullable = Setter<TRow, TValue?>(column);
        return () => new NullableFill<TRow, TStored, TValue, TConverter>(setNullable, converter);
    }

    private static Func<ColumnFill<TRow>> Text<TRow>(Column<TRow> column)
        where TRow : class
    {
        var set = column.SetText ?? Setter<TRow, string>(column);
        return () => new TextFill<TRow>(set, column.Definition.Repeats);
    }

    // A delegate straight to the property's setter; one that is init-only lets rows be made this way, too.
    private static Action<TRow, TValue> Setter<TRow, TValue>(Column<TRow> column) => column.Member.Member is PropertyInfo { SetMethod: { } setter }
        ? setter.CreateDelegate<Action<TRow, TValue>>()
        : throw new ArgumentException($"'{column.Member.Member.Name}' of {typeof(TRow).Name} cannot be set; give it an init accessor.", nameof(column));
}
