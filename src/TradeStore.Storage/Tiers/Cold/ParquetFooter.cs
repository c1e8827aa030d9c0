using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>
/// The end of a Parquet file: it says what the file is, how many rows it has, where every value lies and between which bounds. So it is never the same in
/// two files of a store, and its SHA-256 tells them apart for the price of a few kilobytes.
/// </summary>
internal sealed class ParquetFooter
{
    private const int TailBytes = 8;

    // Larger than most footers, so that one read is enough.
    private const int FirstRead = 1 << 16;
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private ParquetFooter(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>Gets the SHA-256 of it, in lower case.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    private ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the footer of a file.</summary>
    /// <exception cref="InvalidDataException">The file does not end as a Parquet file does.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParquetFooter Read(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        var tail = ReadEnd(FirstRead);
        if (tail.Length < TailBytes || !tail.AsSpan()[^4..].SequenceEqual(Magic))
        {
            throw new InvalidDataException("It does not end as a Parquet file does.");
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(tail.AsSpan()[^TailBytes..]);
        if (size <= 0 || size > length - TailBytes)
        {
            throw new InvalidDataException($"It says that its footer has {size} bytes.");
        }

        var whole = size + TailBytes <= tail.Length ? tail : ReadEnd(size + (long)TailBytes);
        return new ParquetFooter(whole.AsMemory(whole.Length - TailBytes - size, size));

        byte[] ReadEnd(long most)
        {
            var bytes = new byte[Math.Min(most, length)];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), length - bytes.Length + read) is > 0 and var now)
            {
                read += now;
            }

            return read == bytes.Length ? bytes : throw new InvalidDataException("It became shorter while it was read.");
        }
    }

    /// <summary>Reads what it says.</summary>
    /// <param name="columns">The columns of which the bounds are asked for.</param>
    /// <exception cref="InvalidDataException">It is no footer.</exception>
    public ParquetFigures Parse(IReadOnlyCollection<string> columns)
    {
        var figures = new ParquetFigures();
        var thrift = new CompactThrift(Bytes.Span);
        while (thrift.NextField(out var id, out var type))
        {
            switch (id)
            {
                case 3:
                    figures.Rows = thrift.Number();
                    break;
                case 4:
                    for (var left = thrift.List(); left > 0; left--)
                    {
                        RowGroup(ref thrift, columns, figures);
                    }

                    break;
                case 5:
                    for (var left = thrift.List(); left > 0; left--)
                    {
                        KeyValue(ref thrift, figures);
                    }

                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        return figures;
    }

    private static void RowGroup(ref CompactThrift thrift, IReadOnlyCollection<string> columns, ParquetFigures figures)
    {
        thrift.BeginStruct();
        while (thrift.NextField(out var id, out var type))
        {
            if (id != 1)
            {
                thrift.Skip(type);
                continue;
            }

            for (var left = thrift.List(); left > 0; left--)
            {
                ColumnChunk(ref thrift, columns, figures);
            }
        }

        thrift.EndStruct();
    }

    private static void ColumnChunk(ref CompactThrift thrift, IReadOnlyCollection<string> columns, ParquetFigures figures)
    {
        thrift.BeginStruct();
        while (thrift.NextField(out var id, out var type))
        {
            if (id == 3)
            {
                ColumnMetadata(ref thrift, columns, figures);
            }
            else
            {
                thrift.Skip(type);
            }
        }

        thrift.EndStruct();
    }

    private static void ColumnMetadata(ref CompactThrift thrift, IReadOnlyCollection<string> columns, ParquetFigures figures)
    {
        var path = "";
        thrift.BeginStruct();
        while (thrift.NextField(out var id, out var type))
        {
            switch (id)
            {
                case 3:
                    var names = new List<string>();
                    for (var left = thrift.List(); left > 0; left--)
                    {
                        names.Add(Encoding.UTF8.GetString(thrift.Bytes()));
                    }

                    path = string.Join('.', names);
                    break;

                // Behind the path, since fields come by their numbers.
                case 12 when columns.Contains(path, StringComparer.Ordinal):
                    Statistics(ref thrift, path, figures);
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        thrift.EndStruct();
    }

    private static void Statistics(ref CompactThrift thrift, string column, ParquetFigures figures)
    {
        thrift.BeginStruct();
        while (thrift.NextField(out var id, out var type))
        {
            if (id is 5 or 6)
            {
                figures.Bounds.Add((column, thrift.Bytes().ToArray()));
            }
            else
            {
                thrift.Skip(type);
            }
        }

        thrift.EndStruct();
    }

    private static void KeyValue(ref CompactThrift thrift, ParquetFigures figures)
    {
        var (key, value) = ("", "");
        thrift.BeginStruct();
        while (thrift.NextField(out var id, out var type))
        {
            switch (id)
            {
                case 1:
                    key = Encoding.UTF8.GetString(thrift.Bytes());
                    break;
                case 2:
                    value = Encoding.UTF8.GetString(thrift.Bytes());
                    break;
                default:
                    thrift.Skip(type);
                    break;
            }
        }

        thrift.EndStruct();
        figures.Metadata[key] = value;
    }
}
