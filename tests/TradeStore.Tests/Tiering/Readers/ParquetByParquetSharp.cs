using System.Numerics;
using System.Runtime.InteropServices;
using ParquetSharp;

namespace TradeStore.Tests.Tiering.Readers;

/// <summary>Reads Parquet files by Arrow's implementation (C++).</summary>
internal static class ParquetByParquetSharp
{
    private const int Batch = 4096;

    public static ParquetContents Read(string path)
    {
        using var reader = new ParquetFileReader(path);
        var metadata = reader.FileMetaData;
        var codecs = new HashSet<string>(StringComparer.Ordinal);
        var values = Enumerable.Range(0, metadata.NumColumns).Select(_ => new List<string?>()).ToList();
        for (var group = 0; group < metadata.NumRowGroups; group++)
        {
            using var rows = reader.RowGroup(group);
            for (var i = 0; i < values.Count; i++)
            {
                using var chunk = rows.MetaData.GetColumnChunkMetaData(i);
                codecs.Add(chunk.Compression.ToString().ToUpperInvariant());
                using var column = rows.Column(i);
                values[i].AddRange(column.Apply(new Visitor(column.ColumnDescriptor)));
            }
        }

        var columns = values.Select((texts, i) =>
        {
            // The number of a list is that of its group.
            using var root = metadata.Schema.ColumnRoot(i);
            var descriptor = metadata.Schema.Column(i);
            return new ParquetColumn(root.Name, root.FieldId, Type(descriptor), texts);
        }).ToList();
        return new ParquetContents(metadata.NumRows, [.. codecs], metadata.KeyValueMetadata.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal), columns);
    }

    private static string Type(ColumnDescriptor column)
    {
        using var logical = column.LogicalType;
        var element = (logical, column.PhysicalType) switch
        {
            (DecimalLogicalType, _) => $"DECIMAL({column.TypePrecision},{column.TypeScale})",
            (TimestampLogicalType { TimeUnit: TimeUnit.Micros, IsAdjustedToUtc: false }, PhysicalType.Int64) => "TIMESTAMP",
            ({ Type: LogicalTypeEnum.Uuid }, _) => "UUID",
            ({ Type: LogicalTypeEnum.Json }, _) => "JSON",
            ({ Type: LogicalTypeEnum.String }, _) => "VARCHAR",
            ({ Type: LogicalTypeEnum.Date }, PhysicalType.Int32) => "DATE",
            ({ Type: LogicalTypeEnum.None }, PhysicalType.Boolean) => "BOOLEAN",
            ({ Type: LogicalTypeEnum.None } or IntLogicalType { BitWidth: 32, IsSigned: true }, PhysicalType.Int32) => "INTEGER",
            ({ Type: LogicalTypeEnum.None } or IntLogicalType { BitWidth: 64, IsSigned: true }, PhysicalType.Int64) => "BIGINT",
            ({ Type: LogicalTypeEnum.None }, PhysicalType.Double) => "DOUBLE",
            var other => $"{other}",
        };
        return column.MaxRepetitionLevel > 0 ? $"{element}[]" : element;
    }

    /// <summary>Reads the values of a column as they are stored.</summary>
    private sealed class Visitor(ColumnDescriptor column) : IColumnReaderVisitor<List<string?>>
    {
        public List<string?> OnColumnReader<TValue>(ColumnReader<TValue> columnReader)
            where TValue : unmanaged
        {
            var (rows, lists) = (new List<string?>(), new List<List<string?>?>());
            var (values, definitions, repetitions) = (new TValue[Batch], new short[Batch], new short[Batch]);
            while (columnReader.HasNext)
            {
                var levels = columnReader.ReadBatch(Batch, definitions, repetitions, values, out _);
                for (int i = 0, next = 0; i < levels; i++)
                {
                    var isThere = definitions[i] == column.MaxDefinitionLevel || column.MaxDefinitionLevel == 0;
                    var text = isThere ? Text(values[next++]) : null;
                    if (column.MaxRepetitionLevel == 0)
                    {
                        rows.Add(text);
                        continue;
                    }

                    // 0: no list, 1: an empty one, 2: a NULL in it.
                    if (repetitions[i] == 0)
                    {
                        lists.Add(definitions[i] == 0 ? null : []);
                    }

                    if (definitions[i] >= 2)
                    {
                        lists[^1]!.Add(text);
                    }
                }
            }

            return column.MaxRepetitionLevel == 0 ? rows : lists.ConvertAll(list => list is null ? null : ValueText.Of(list));
        }

        private string Text<TValue>(TValue value) => value switch
        {
            bool flag => ValueText.Of(flag),
            int number when IsDecimal => ValueText.Of(number, column.TypeScale),
            long number when IsDecimal => ValueText.Of(number, column.TypeScale),
            int number => ValueText.Of(number),
            long number => ValueText.Of(number),
            double number => ValueText.Of(number),
            ByteArray bytes => System.Text.Encoding.UTF8.GetString(Bytes(bytes.Pointer, bytes.Length)),
            FixedLenByteArray bytes when IsDecimal => ValueText.Of(new BigInteger(Bytes(bytes.Pointer, column.TypeLength), isUnsigned: false, isBigEndian: true), column.TypeScale),
            FixedLenByteArray bytes => ValueText.Of(new Guid(Bytes(bytes.Pointer, column.TypeLength), bigEndian: true)),
            _ => throw new NotSupportedException(typeof(TValue).Name),
        };

        private bool IsDecimal { get; } = column.LogicalType is DecimalLogicalType;

        private static byte[] Bytes(nint pointer, int length)
        {
            var bytes = new byte[length];
            if (length > 0)
            {
                Marshal.Copy(pointer, bytes, 0, length);
            }

            return bytes;
        }
    }
}
