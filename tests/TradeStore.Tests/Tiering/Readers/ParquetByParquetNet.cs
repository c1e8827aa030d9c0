using System.Buffers.Binary;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace TradeStore.Tests.Tiering.Readers;

/// <summary>
/// Reads Parquet files by Parquet.Net, as what is stored: it unpacks the integers that times and decimals are (DELTA_BINARY_PACKED), and refuses to do so where
/// it is to make a DateTime or a decimal of them at once.
/// </summary>
internal static class ParquetByParquetNet
{
    public static async Task<ParquetContents> ReadAsync(string path)
    {
        await using var reader = await ParquetReader.CreateAsync(path);
        var metadata = reader.Metadata!;
        var types = Types(metadata.Schema).ToList();
        foreach (var element in metadata.Schema.Where(e => e.Type is not null))
        {
            (element.LogicalType, element.ConvertedType) = (null, null);
        }

        var fields = reader.Schema.Fields;
        var values = fields.Select(_ => new List<string?>()).ToList();
        foreach (var group in reader.RowGroups)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                var read = await ReadAsync(group, fields[i] as DataField ?? (DataField)((ListField)fields[i]).Item, types[i].Element);
                values[i].AddRange(fields[i] is ListField ? Lists(read) : Texts(read));
            }
        }

        var columns = fields.Select((f, i) => new ParquetColumn(f.Name, types[i].FieldId, fields[i] is ListField ? $"{types[i].Type}[]" : types[i].Type, values[i])).ToList();
        var codecs = metadata.RowGroups.SelectMany(g => g.Columns).Select(c => c.MetaData!.Codec.ToString()).Distinct(StringComparer.Ordinal).ToList();
        return new ParquetContents(metadata.NumRows, codecs, reader.CustomMetadata, columns);
    }

    // The number of a list is that of its group, the type that of its elements. The elements are copies: what they say of types is taken away from the others.
    private static IEnumerable<(string Type, int FieldId, SchemaElement Element)> Types(List<SchemaElement> schema)
    {
        for (var i = 1; i < schema.Count; i++)
        {
            var (first, leaf) = (schema[i], schema[i].Type is null ? schema[i += 2] : schema[i]);
            yield return (Type(leaf), first.FieldId!.Value, new SchemaElement { Type = leaf.Type, Scale = leaf.Scale, Precision = leaf.Precision, TypeLength = leaf.TypeLength, LogicalType = leaf.LogicalType, ConvertedType = leaf.ConvertedType });
        }
    }

    private static bool IsDecimal(SchemaElement element) => element is { LogicalType.DECIMAL: not null } or { ConvertedType: ConvertedType.DECIMAL };

    private static string Type(SchemaElement element) => element switch
    {
        _ when IsDecimal(element) => $"DECIMAL({element.Precision},{element.Scale})",
        { LogicalType.TIMESTAMP: { IsAdjustedToUTC: false, Unit.MICROS: not null } } => "TIMESTAMP",
        { LogicalType.UUID: not null } => "UUID",
        { LogicalType.JSON: not null } or { ConvertedType: ConvertedType.JSON } => "JSON",
        { LogicalType.STRING: not null } or { ConvertedType: ConvertedType.UTF8 } => "VARCHAR",
        { LogicalType.DATE: not null } or { ConvertedType: ConvertedType.DATE } => "DATE",
        { Type: Parquet.Meta.Type.BOOLEAN } => "BOOLEAN",
        { Type: Parquet.Meta.Type.INT32, ConvertedType: null or ConvertedType.INT_32 } => "INTEGER",
        { Type: Parquet.Meta.Type.INT64, ConvertedType: null or ConvertedType.INT_64 } => "BIGINT",
        { Type: Parquet.Meta.Type.DOUBLE } => "DOUBLE",
        _ => $"{element.Type} {element.ConvertedType}",
    };

    private static Task<(IReadOnlyList<string> Values, int[]? Definitions, int[]? Repetitions, DataField Field)> ReadAsync(ParquetRowGroupReader group, DataField field, SchemaElement element) => element.Type switch
    {
        Parquet.Meta.Type.BOOLEAN => ReadAsync<bool>(group, field, ValueText.Of),
        Parquet.Meta.Type.INT32 when IsDecimal(element) => ReadAsync<int>(group, field, value => ValueText.Of(value, element.Scale!.Value)),
        Parquet.Meta.Type.INT32 => ReadAsync<int>(group, field, value => ValueText.Of(value)),
        Parquet.Meta.Type.INT64 when IsDecimal(element) => ReadAsync<long>(group, field, value => ValueText.Of(value, element.Scale!.Value)),
        Parquet.Meta.Type.INT64 => ReadAsync<long>(group, field, ValueText.Of),
        Parquet.Meta.Type.DOUBLE => ReadAsync<double>(group, field, ValueText.Of),
        Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY when IsDecimal(element) => ReadAsync<ReadOnlyMemory<byte>>(group, field, value => ValueText.Of(BinaryPrimitives.ReadInt128BigEndian(value.Span), element.Scale!.Value)),
        Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY => ReadAsync<ReadOnlyMemory<byte>>(group, field, value => ValueText.Of(new Guid(value.Span, bigEndian: true))),
        _ => ReadAsync<ReadOnlyMemory<byte>>(group, field, value => System.Text.Encoding.UTF8.GetString(value.Span)),
    };

    private static async Task<(IReadOnlyList<string> Values, int[]? Definitions, int[]? Repetitions, DataField Field)> ReadAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, string> text)
        where T : struct
    {
        var count = (int)group.GetMetadata(field)!.MetaData!.NumValues;
        var values = new T[count];
        var definitions = field.MaxDefinitionLevel > 0 ? new int[count] : null;
        var repetitions = field.MaxRepetitionLevel > 0 ? new int[count] : null;
        await group.ReadRawAsync(field, values.AsMemory(), Memory(definitions), Memory(repetitions));
        var there = definitions?.Count(d => d == field.MaxDefinitionLevel) ?? count;
        return ([.. values.Take(there).Select(text)], definitions, repetitions, field);
    }

    // An array that is not there would become memory that is there, and empty.
    private static Memory<int>? Memory(int[]? levels) => levels is null ? default(Memory<int>?) : new Memory<int>(levels);

    private static IEnumerable<string?> Texts((IReadOnlyList<string> Values, int[]? Definitions, int[]? Repetitions, DataField Field) read)
    {
        var next = 0;
        return read.Definitions?.Select(d => d == read.Field.MaxDefinitionLevel ? read.Values[next++] : null) ?? read.Values;
    }

    // 0: no list, 1: an empty one, 2: a NULL in it, 3: a value in it.
    private static IEnumerable<string?> Lists((IReadOnlyList<string> Values, int[]? Definitions, int[]? Repetitions, DataField Field) read)
    {
        var (lists, next) = (new List<List<string?>?>(), 0);
        for (var i = 0; i < read.Definitions!.Length; i++)
        {
            if (read.Repetitions![i] == 0)
            {
                lists.Add(read.Definitions[i] == 0 ? null : []);
            }

            if (read.Definitions[i] >= 2)
            {
                lists[^1]!.Add(read.Definitions[i] == 3 ? read.Values[next++] : null);
            }
        }

        return lists.Select(list => list is null ? null : ValueText.Of(list));
    }
}
