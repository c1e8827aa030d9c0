using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <content>The columns.</content>
public sealed partial class DuckDbDataReader
{
    private const int UnknownSize = -1;

    private DuckDbResult Result => _result ?? throw new InvalidOperationException("The command has no (further) result with rows.");

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Result.ColumnName(ordinal);

    /// <summary>The type as SQL writes it.</summary>
    public override string GetDataTypeName(int ordinal) => Result.ColumnType(ordinal).SqlName;

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _columns[ordinal].FieldType;

    /// <inheritdoc/>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "ADO.NET prescribes this exception.")]
    [SuppressMessage("Usage", "MA0012", Justification = "ADO.NET prescribes this exception.")]
    public override int GetOrdinal(string name)
    {
        for (var comparison = StringComparison.Ordinal; comparison <= StringComparison.OrdinalIgnoreCase; comparison++)
        {
            for (var ordinal = 0; ordinal < FieldCount; ordinal++)
            {
                if (Result.ColumnName(ordinal).Equals(name, comparison))
                {
                    return ordinal;
                }
            }
        }

        throw new IndexOutOfRangeException($"The result has no column '{name}'.");
    }

    /// <inheritdoc/>
    public override DataTable? GetSchemaTable()
    {
        if (_result is null)
        {
            return null;
        }

        var table = new DataTable("SchemaTable") { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(int));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add("DataTypeName", typeof(string));
        table.Columns.Add(SchemaTableColumn.ProviderType, typeof(int));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsLong, typeof(bool));
        table.Columns.Add(SchemaTableOptionalColumn.IsReadOnly, typeof(bool));
        for (var ordinal = 0; ordinal < FieldCount; ordinal++)
        {
            var type = Result.ColumnType(ordinal);
            var isDecimal = type.Id == DuckDbTypeId.Decimal;
            table.Rows.Add(
                GetName(ordinal),
                ordinal,
                UnknownSize,
                isDecimal ? (int)type.Precision : DBNull.Value,
                isDecimal ? (int)type.Scale : DBNull.Value,
                GetFieldType(ordinal),
                type.SqlName,
                (int)type.Id,
                true,
                false,
                true);
        }

        return table;
    }
}
