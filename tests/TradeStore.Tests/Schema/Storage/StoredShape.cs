using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema.Storage;

/// <summary>A table written down in short: <c>1:ts:Timestamp 2:symbol:Text:repeats 3:price:Decimal18:nullable</c>.</summary>
internal sealed class StoredShape(TableSettings settings, string columns)
{
    public StoredTable Table { get; } = new(settings, [.. columns.Split(' ').Select(Column)]);

    private static ColumnDefinition Column(string text)
    {
        var parts = text.Split(':');
        var type = Enum.Parse<ColumnType>(parts[2]);
        return new ColumnDefinition
        {
            FieldId = ushort.Parse(parts[0]),
            Name = parts[1],
            Type = type,
            Precision = type switch
            {
                ColumnType.Decimal18 => 18,
                ColumnType.Decimal38 => 28,
                _ => 0,
            },
            Scale = type is ColumnType.Decimal18 or ColumnType.Decimal38 ? (byte)8 : (byte)0,
            IsNullable = parts.Contains("nullable", StringComparer.Ordinal),
            Repeats = parts.Contains("repeats", StringComparer.Ordinal),
        };
    }
}
