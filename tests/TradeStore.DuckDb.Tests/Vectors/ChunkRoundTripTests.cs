using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Vectors;

public sealed class ChunkRoundTripTests
{
    private DuckDbInstance _instance = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _instance = DuckDbInstance.Open(":memory:");
        _session = _instance.Connect();
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _instance.Dispose();
    }

    [Test]
    public void Fixed_size_values_come_back_with_their_extremes_and_nulls()
    {
        using (Assert.EnterMultipleScope())
        {
            RoundTrip<byte>(LogicalType.Of(DuckDBType.Boolean), "BOOLEAN", [0, 1]);
            RoundTrip(LogicalType.Of(DuckDBType.Integer), "INTEGER", [int.MinValue, -1, 0, int.MaxValue]);
            RoundTrip(LogicalType.Of(DuckDBType.BigInt), "BIGINT", [long.MinValue, -1, 0, long.MaxValue]);
            RoundTrip(LogicalType.Of(DuckDBType.Double), "DOUBLE", [double.MinValue, -0.0, double.Epsilon, double.NaN, double.PositiveInfinity]);
            RoundTrip(LogicalType.Decimal(18, 8), "DECIMAL(18,8)", [-999_999_999_999_999_999, 1, 0, 999_999_999_999_999_999]);
            RoundTrip(
                LogicalType.Decimal(28, 8),
                "DECIMAL(28,8)",
                [-(Int128.Parse("9999999999999999999999999999")), Int128.One, Int128.Parse("9999999999999999999999999999")]);
            RoundTrip(LogicalType.Of(DuckDBType.Timestamp), "TIMESTAMP", [TimestampConversion.ToMicroseconds(DateTime.UnixEpoch), -1, 4_102_444_800_000_000]);
            RoundTrip(LogicalType.Of(DuckDBType.Date), "DATE", [TimestampConversion.ToDays(DateOnly.MinValue), 0, TimestampConversion.ToDays(DateOnly.MaxValue)]);
            RoundTrip(
                LogicalType.Of(DuckDBType.Uuid),
                "UUID",
                [UuidConversion.ToStored(Guid.Empty), UuidConversion.ToStored(Guid.AllBitsSet), UuidConversion.ToStored(Guid.NewGuid())]);
        }
    }

    [TestCase("VARCHAR")]
    [TestCase("JSON")]
    public void Texts_of_every_length_come_back(string sqlType)
    {
        string?[] texts = sqlType == "JSON"
            ? ["{}", "\"123456789\"", "\"1234567890\"", "\"12345678901\"", null, "{\"ключ\":\"値\"}", $"\"{new string('j', 3_000_000)}\""]
            : ["", "x", "123456789012", "1234567890123", null, "zwölf Boxkämpfer 値 🦆", new string('v', 3_000_000), "nul\0inside", "äöüäöü"];
        using var type = sqlType == "JSON" ? LogicalType.Json : LogicalType.Of(DuckDBType.Varchar);
        _session.Execute($"CREATE TABLE t (n INTEGER, v {sqlType})");
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var chunk = DataChunk.Create([integer, type]);
        for (var row = 0; row < texts.Length; row++)
        {
            chunk.GetVector(0).Values<int>()[row] = row;
            var vector = chunk.GetVector(1);
            if (texts[row] is { } text)
            {
                vector.SetUtf8(row, System.Text.Encoding.UTF8.GetBytes(text));
            }
            else
            {
                vector.SetNull(row);
            }
        }

        chunk.RowCount = texts.Length;
        Append(chunk);

        using var result = _session.Query("SELECT v FROM t ORDER BY n");
        using var read = result.FetchChunk()!;
        var values = read.GetVector(0);
        var back = new string?[read.RowCount];
        for (var row = 0; row < back.Length; row++)
        {
            back[row] = values.IsNull(row) ? null : values.GetString(row);
        }

        Assert.That(back, Is.EqualTo(texts));
        Assert.That(result.ColumnType(0).IsJson, Is.EqualTo(sqlType == "JSON"));
    }

    [Test]
    public void Lists_of_text_come_back()
    {
        string?[]?[] lists = [["a", "a text longer than twelve bytes", null], [], null, ["x"], [.. Enumerable.Repeat("many", 5000)]];
        using var varchar = LogicalType.Of(DuckDBType.Varchar);
        using var list = LogicalType.ListOf(varchar);
        using var integer = LogicalType.Of(DuckDBType.Integer);
        _session.Execute("CREATE TABLE t (n INTEGER, v VARCHAR[])");
        using var chunk = DataChunk.Create([integer, list]);
        FillLists(chunk, lists);
        Append(chunk);

        using var result = _session.Query("SELECT v FROM t ORDER BY n");
        using var read = result.FetchChunk()!;
        var values = read.GetVector(0);
        var elements = values.ListChild;
        var back = new List<string?[]?>();
        for (var row = 0; row < read.RowCount; row++)
        {
            back.Add(values.IsNull(row) ? null : Elements(elements, values.ListEntries[row]));
        }

        Assert.That(back, Is.EqualTo(lists));
        Assert.That(result.ColumnType(0), Is.EqualTo(new DuckDbColumnType(DuckDBType.List, ElementId: DuckDBType.Varchar)));
    }

    [Test]
    public void A_reset_chunk_holds_nothing_of_what_it_held()
    {
        using var varchar = LogicalType.Of(DuckDBType.Varchar);
        using var list = LogicalType.ListOf(varchar);
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var chunk = DataChunk.Create([integer, list]);
        FillLists(chunk, [["a", "b"], null, ["c"]]);

        chunk.Reset();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(chunk.RowCount, Is.Zero);
            Assert.That(chunk.GetVector(1).IsNull(1), Is.False);
            Assert.That(chunk.GetVector(1).ListSize, Is.Zero);
            Assert.That(chunk.GetVector(1).ListChild.Length, Is.Zero);
        }
    }

    [Test]
    public void What_does_not_fit_the_vector_is_refused()
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var varchar = LogicalType.Of(DuckDBType.Varchar);
        using var chunk = DataChunk.Create([integer, varchar]);
        using var bytes = _session.Query("SELECT '\\xC3'::BLOB").FetchChunk()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => chunk.GetVector(0).Values<long>().Length, Throws.InvalidOperationException);
            Assert.That(() => chunk.GetVector(0).SetUtf8(0, "x"u8), Throws.InvalidOperationException);
            Assert.That(() => chunk.GetVector(0).GetString(0), Throws.InvalidOperationException);
            Assert.That(() => bytes.GetVector(0).GetString(0), Throws.InvalidOperationException.With.Message.Contains("BLOB"));
            Assert.That(() => chunk.GetVector(1).GetString(DataChunk.Capacity), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => chunk.GetVector(0).ListSize, Throws.InvalidOperationException);
            Assert.That(() => chunk.GetVector(1).SetUtf8(DataChunk.Capacity, "x"u8), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => chunk.GetVector(0).IsNull(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => chunk.GetVector(1).SetUtf8(0, [0xC3]), Throws.ArgumentException);
            Assert.That(() => chunk.RowCount = DataChunk.Capacity + 1, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => chunk.GetVector(2).Length, Throws.InstanceOf<IndexOutOfRangeException>());
        }

        chunk.Dispose();
        Assert.That(() => chunk.GetVector(0).Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    private static void FillLists(DataChunk chunk, string?[]?[] lists)
    {
        var vector = chunk.GetVector(1);
        vector.SetListSize(lists.Sum(static list => list?.Length ?? 0));
        var elements = vector.ListChild;
        var offset = 0;
        for (var row = 0; row < lists.Length; row++)
        {
            chunk.GetVector(0).Values<int>()[row] = row;
            if (lists[row] is not { } list)
            {
                vector.SetNull(row);
                continue;
            }

            vector.ListEntries[row] = new DuckDBListEntry((ulong)offset, (ulong)list.Length);
            foreach (var text in list)
            {
                if (text is null)
                {
                    elements.SetNull(offset++);
                }
                else
                {
                    elements.SetUtf8(offset++, System.Text.Encoding.UTF8.GetBytes(text));
                }
            }
        }

        chunk.RowCount = lists.Length;
    }

    private static string?[] Elements(Vector elements, DuckDBListEntry entry)
    {
        var texts = new string?[entry.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            var row = (int)entry.Offset + index;
            texts[index] = elements.IsNull(row) ? null : elements.GetString(row);
        }

        return texts;
    }

    private void RoundTrip<T>(LogicalType type, string sqlType, T[] values)
        where T : unmanaged
    {
        using var owned = type;
        using var integer = LogicalType.Of(DuckDBType.Integer);
        _session.Execute($"CREATE OR REPLACE TABLE t (n INTEGER, v {sqlType})");
        using var chunk = DataChunk.Create([integer, type]);
        for (var row = 0; row < values.Length; row++)
        {
            chunk.GetVector(0).Values<int>()[row] = row;
            chunk.GetVector(1).Values<T>()[row] = values[row];
        }

        chunk.GetVector(0).Values<int>()[values.Length] = values.Length;
        chunk.GetVector(1).SetNull(values.Length);
        chunk.RowCount = values.Length + 1;
        Append(chunk);

        using var result = _session.Query("SELECT v FROM t ORDER BY n");
        using var read = result.FetchChunk()!;
        var vector = read.GetVector(0);
        Assert.That(vector.Values<T>()[..values.Length].ToArray(), Is.EqualTo(values), sqlType);
        Assert.That(vector.IsNull(values.Length), Is.True, sqlType);
        Assert.That(vector.IsNull(0), Is.False, sqlType);
        Assert.That(result.ColumnType(0).SqlName, Is.EqualTo(sqlType));
    }

    private void Append(DataChunk chunk)
    {
        using var appender = _session.CreateAppender("t");
        appender.Append(chunk);
        appender.Close();
    }
}
