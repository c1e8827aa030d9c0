using System.Text;
using System.Text.Json;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>
/// The declaration of a table as <c>_tables</c> keeps it: what decides how rows lie in the database, in the journal and in files. Written
/// the same each time, so that equal declarations are equal texts.
/// </summary>
internal static class TableDefinitionJson
{
    private const string AnyDecimal = "Decimal";

    public static string Write(TableSchema table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteNumber("version", table.Version);
            if (table.TimeColumn >= 0)
            {
                json.WriteString("time", table.Columns[table.TimeColumn].Name);
                json.WriteString("span", table.Span.ToString());
            }

            WriteNames(json, "key", table, table.Key);
            if (table.KeyPresence.Count > 0)
            {
                json.WriteStartArray("presence");
                foreach (var group in table.KeyPresence)
                {
                    json.WriteStartArray();
                    foreach (var column in group)
                    {
                        json.WriteStringValue(table.Columns[column].Name);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            WriteNames(json, "cluster", table, table.ClusterKey);
            json.WriteString("duplicates", table.Duplicates.ToString());
            if (table.Precedence >= 0)
            {
                json.WriteString("precedence", table.Columns[table.Precedence].Name);
            }

            json.WriteString("lane", table.Lane.ToString());
            json.WriteStartArray("columns");
            foreach (var column in table.Columns)
            {
                Write(json, column);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Makes the table of a definition again.</summary>
    /// <exception cref="FormatException">It says something that this version does not know.</exception>
    public static StoredTable Read(string definition)
    {
        try
        {
            using var document = JsonDocument.Parse(definition);
            var table = document.RootElement;
            var columns = table.GetProperty("columns").EnumerateArray().Select(ReadColumn).ToList();
            return new StoredTable(ReadSettings(table), columns);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"The definition '{definition}' is not one that this version knows: {exception.Message}", exception);
        }
    }

    private static TableSettings ReadSettings(JsonElement table) => new()
    {
        Name = table.GetProperty("name").GetString()!,
        Version = table.GetProperty("version").GetUInt16(),
        TimeColumn = table.TryGetProperty("time", out var time) ? time.GetString() : null,
        Span = table.TryGetProperty("span", out var span) ? Enum.Parse<PartitionSpan>(span.GetString()!) : PartitionSpan.Month,
        Key = ReadNames(table, "key"),
        KeyPresence = table.TryGetProperty("presence", out var groups)
            ? [.. groups.EnumerateArray().Select(group => (IReadOnlyList<string>)[.. group.EnumerateArray().Select(name => name.GetString()!)])]
            : [],
        ClusterKey = ReadNames(table, "cluster"),
        Duplicates = Enum.Parse<DuplicateRule>(table.GetProperty("duplicates").GetString()!),
        Precedence = table.TryGetProperty("precedence", out var precedence) ? precedence.GetString() : null,
        Lane = Enum.Parse<Lane>(table.GetProperty("lane").GetString()!),
    };

    private static ColumnDefinition ReadColumn(JsonElement column) => new()
    {
        FieldId = column.GetProperty("id").GetUInt16(),
        Name = column.GetProperty("name").GetString()!,
        Type = ReadType(column, out var precision),
        Precision = precision,
        Scale = column.GetProperty("scale").GetByte(),
        IsNullable = column.GetProperty("nullable").GetBoolean(),
        Repeats = column.GetProperty("repeats").GetBoolean(),
    };

    private static ColumnType ReadType(JsonElement column, out byte precision)
    {
        var name = column.GetProperty("type").GetString()!;
        precision = name == AnyDecimal ? column.GetProperty("precision").GetByte() : (byte)0;
        return precision == 0 ? Enum.Parse<ColumnType>(name) : new DecimalFormat(precision, column.GetProperty("scale").GetByte()).Type;
    }

    private static void Write(Utf8JsonWriter json, ColumnDefinition column)
    {
        json.WriteStartObject();
        json.WriteNumber("id", column.FieldId);
        json.WriteString("name", column.Name);
        json.WriteString("type", column.IsDecimal ? AnyDecimal : column.Type.ToString());
        if (column.IsDecimal)
        {
            json.WriteNumber("precision", column.Precision);
        }

        json.WriteNumber("scale", column.Scale);
        json.WriteBoolean("nullable", column.IsNullable);
        json.WriteBoolean("repeats", column.Repeats);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string property, TableSchema table, IEnumerable<int> columns)
    {
        json.WriteStartArray(property);
        foreach (var column in columns)
        {
            json.WriteStringValue(table.Columns[column].Name);
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<string> ReadNames(JsonElement table, string property) =>
        [.. table.GetProperty(property).EnumerateArray().Select(name => name.GetString()!)];
}
