using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TradeStore.Storage.Reading.AdHoc.Mapping;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>Tables and columns as ADO.NET describes them.</summary>
internal static class StoreSchema
{
    private const string Tables = "Tables";
    private const string Columns = "Columns";

    /// <summary>Describes the columns of a result, as <see cref="DbDataReader.GetSchemaTable"/> does.</summary>
    public static DataTable Of(IReadOnlyList<ResultColumn> columns)
    {
        var schema = New(
            "SchemaTable",
            (SchemaTableColumn.ColumnName, typeof(string)),
            (SchemaTableColumn.ColumnOrdinal, typeof(int)),
            (SchemaTableColumn.ColumnSize, typeof(int)),
            (SchemaTableColumn.NumericPrecision, typeof(short)),
            (SchemaTableColumn.NumericScale, typeof(short)),
            (SchemaTableColumn.DataType, typeof(Type)),
            (SchemaTableOptionalColumn.ProviderSpecificDataType, typeof(Type)),
            ("DataTypeName", typeof(string)),
            (SchemaTableColumn.AllowDBNull, typeof(bool)),
            (SchemaTableOptionalColumn.IsReadOnly, typeof(bool)),
            (SchemaTableColumn.IsLong, typeof(bool)),
            (SchemaTableColumn.IsUnique, typeof(bool)),
            (SchemaTableColumn.IsKey, typeof(bool)));
        for (var i = 0; i < columns.Count; i++)
        {
            var (name, stored) = columns[i];
            var type = columns[i].Type;
            var isDecimal = stored.Precision > 0;
            schema.Rows.Add(name, i, -1, isDecimal ? (short)stored.Precision : DBNull.Value, isDecimal ? (short)stored.Scale : DBNull.Value, type, type, stored.SqlName, true, true, false, false, false);
        }

        return schema;
    }

    /// <summary>Describes what the store has, as <see cref="DbConnection.GetSchema(string, string[])"/> does.</summary>
    /// <exception cref="ArgumentException">There is no such collection, or it takes fewer restrictions.</exception>
    public static DataTable Of(TableCatalog catalog, string collection, string?[] restrictions)
    {
        DataTable schema;
        if (Is(collection, DbMetaDataCollectionNames.MetaDataCollections))
        {
            schema = New(collection, ("CollectionName", typeof(string)), ("NumberOfRestrictions", typeof(int)), ("NumberOfIdentifierParts", typeof(int)));
            schema.Rows.Add(DbMetaDataCollectionNames.MetaDataCollections, 0, 0);
            schema.Rows.Add(Tables, 1, 1);
            schema.Rows.Add(Columns, 2, 2);
        }
        else if (Is(collection, Tables))
        {
            schema = New(Tables, ("table_name", typeof(string)), ("table_type", typeof(string)));
            foreach (var table in Matching(catalog, restrictions, most: 1))
            {
                schema.Rows.Add(table.Name, "BASE TABLE");
            }
        }
        else if (Is(collection, Columns))
        {
            schema = New(Columns, ("table_name", typeof(string)), ("column_name", typeof(string)), ("ordinal_position", typeof(int)), ("is_nullable", typeof(bool)), ("data_type", typeof(string)));
            foreach (var table in Matching(catalog, restrictions, most: 2))
            {
                for (var i = 0; i < table.Columns.Count; i++)
                {
                    var column = table.Columns[i];
                    if (restrictions.ElementAtOrDefault(1) is not { } name || Is(name, column.Name))
                    {
                        schema.Rows.Add(table.Name, column.Name, i + 1, column.IsNullable, column.SqlType);
                    }
                }
            }
        }
        else
        {
            throw new ArgumentException($"A store describes {DbMetaDataCollectionNames.MetaDataCollections}, {Tables} and {Columns}, not '{collection}'.", nameof(collection));
        }

        return schema;
    }

    private static IEnumerable<TableSchema> Matching(TableCatalog catalog, string?[] restrictions, int most) => restrictions.Length <= most
        ? catalog.All.Where(t => restrictions.ElementAtOrDefault(0) is not { } name || Is(name, t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal)
        : throw new ArgumentException($"The collection takes {most} restrictions at most: a table's name, and a column's.", nameof(restrictions));

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [UnconditionalSuppressMessage("Trimming", "IL2077", Justification = "They are numbers, texts and types, whose members nobody asks for.")]
    private static DataTable New(string name, params ReadOnlySpan<(string Name, Type Type)> columns)
    {
        var table = new DataTable(name) { Locale = CultureInfo.InvariantCulture };
        foreach (var (column, type) in columns)
        {
            table.Columns.Add(column, type);
        }

        return table;
    }
}
