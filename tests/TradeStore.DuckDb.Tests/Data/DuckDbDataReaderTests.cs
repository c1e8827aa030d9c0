using System.Data;
using System.Data.Common;
using TradeStore.DuckDb.Data;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Tests.Data;

public sealed class DuckDbDataReaderTests
{
    private DuckDbConnection _connection = null!;

    [SetUp]
    public void Open()
    {
        _connection = new DuckDbConnection("Data Source=:memory:");
        _connection.Open();
    }

    [TearDown]
    public void Close() => _connection.Dispose();

    [Test]
    public void Every_type_has_its_own_reader()
    {
        using (Assert.EnterMultipleScope())
        {
            Check("true", true);
            Check("(-8)::TINYINT", (sbyte)-8);
            Check("(-16)::SMALLINT", (short)-16);
            Check("(-32)::INTEGER", -32);
            Check("(-64)::BIGINT", -64L);
            Check("8::UTINYINT", (byte)8);
            Check("16::USMALLINT", (ushort)16);
            Check("32::UINTEGER", 32u);
            Check("18446744073709551615::UBIGINT", ulong.MaxValue);
            Check("1.5::FLOAT", 1.5f);
            Check("1.25::DOUBLE", 1.25);
            Check("1.5::DECIMAL(4,1)", 1.5m);
            Check("1.5::DECIMAL(9,1)", 1.5m);
            Check("(-1.00000001)::DECIMAL(18,8)", -1.00000001m);
            Check("12345678901234567890.12345678::DECIMAL(28,8)", 12345678901234567890.12345678m);
            Check("1.5::DECIMAL(38,30)", 1.5m);
            Check("TIMESTAMP '2013-10-07 08:00:30.270001'", new DateTime(2013, 10, 7, 8, 0, 30, 270, 1, DateTimeKind.Utc));
            Check("TIMESTAMP_S '2013-10-07 08:00:30'", new DateTime(2013, 10, 7, 8, 0, 30, DateTimeKind.Utc));
            Check("TIMESTAMP_MS '2013-10-07 08:00:30.270'", new DateTime(2013, 10, 7, 8, 0, 30, 270, DateTimeKind.Utc));
            Check("TIMESTAMP_NS '1969-12-31 23:59:59.999999900'", DateTime.UnixEpoch.AddTicks(-1));
            Check("TIMESTAMPTZ '2013-10-07 08:00:30+02'", new DateTime(2013, 10, 7, 6, 0, 30, DateTimeKind.Utc));
            Check("DATE '2013-10-07'", new DateOnly(2013, 10, 7));
            Check("TIME '08:00:30.000001'", new TimeOnly(8, 0, 30).Add(TimeSpan.FromMicroseconds(1)));
            Check("INTERVAL '1 day 2 hours'", TimeSpan.FromHours(26));
            Check("UUID '00112233-4455-6677-8899-aabbccddeeff'", new Guid("00112233-4455-6677-8899-aabbccddeeff"));
            Check("'twelve bytes'", "twelve bytes");
            Check("'{\"a\":1}'::JSON", "{\"a\":1}");
            Check("'\\x00\\xFF'::BLOB", new byte[] { 0, 255 });
            Check("['a', NULL, 'long enough to be elsewhere']", new[] { "a", null, "long enough to be elsewhere" });
            Check("[1.5, 2.5]::DECIMAL(18,8)[]", new[] { 1.5m, 2.5m });
            Check("170141183460469231731687303715884105727::HUGEINT", Int128.MaxValue);
        }
    }

    [Test]
    public void Values_are_converted_where_nothing_is_lost()
    {
        using var reader = Query(
            "SELECT 7::INTEGER, 300::BIGINT, TIMESTAMP '2013-10-07 08:00:00', ['a', 'b'], 5::HUGEINT, DATE '2013-10-07', NULL::INTEGER, NULL::VARCHAR");
        reader.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reader.GetInt64(0), Is.EqualTo(7));
            Assert.That(reader.GetFieldValue<long>(0), Is.EqualTo(7));
            Assert.That(reader.GetDecimal(0), Is.EqualTo(7m));
            Assert.That(() => reader.GetByte(1), Throws.InstanceOf<OverflowException>());
            Assert.That(reader.GetFieldValue<DateTimeOffset>(2), Is.EqualTo(new DateTimeOffset(2013, 10, 7, 8, 0, 0, TimeSpan.Zero)));
            Assert.That(reader.GetFieldValue<List<string>>(3), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(reader.GetFieldValue<IReadOnlyList<string>>(3), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(reader.GetValue(4), Is.EqualTo(5m));
            Assert.That(reader.GetInt64(4), Is.EqualTo(5));
            Assert.That(reader.GetDateTime(5), Is.EqualTo(new DateTime(2013, 10, 7, 0, 0, 0, DateTimeKind.Utc)));
            Assert.That(reader.GetFieldValue<int?>(6), Is.Null);
            Assert.That(reader.GetFieldValue<int?>(0), Is.EqualTo(7));
            Assert.That(reader.GetValue(7), Is.EqualTo(DBNull.Value));
            Assert.That(reader.IsDBNull(7), Is.True);
            Assert.That(() => reader.GetString(7), Throws.InstanceOf<InvalidCastException>());
            Assert.That(() => reader.GetInt32(6), Throws.InstanceOf<InvalidCastException>());
        }
    }

    [Test]
    public void A_type_without_counterpart_is_refused_by_name_and_the_others_are_read()
    {
        using var reader = Query("SELECT {'a': 1} AS s, 5 AS i");
        reader.Read();

        Assert.That(reader.GetInt32(1), Is.EqualTo(5));
        Assert.That(() => reader.GetValue(0), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("STRUCT"));
    }

    [Test]
    public void Rows_are_read_across_chunks_and_only_once()
    {
        using var reader = Query("SELECT i, 'text number ' || i FROM range(10000) t(i)");
        var rows = 0L;
        Assert.That(reader.HasRows, Is.True);
        Assert.That(() => reader.GetValue(0), Throws.InvalidOperationException, "not yet at a row");
        while (reader.Read())
        {
            if (reader.GetInt64(0) != rows || reader.GetString(1) != $"text number {rows}")
            {
                Assert.Fail($"row {rows} is {reader.GetInt64(0)} {reader.GetString(1)}");
            }

            rows++;
        }

        Assert.That(rows, Is.EqualTo(10_000));
        Assert.That(reader.Read(), Is.False);
        Assert.That(reader.HasRows, Is.True);
        Assert.That(() => reader.GetValue(0), Throws.InvalidOperationException, "behind the last row");
    }

    [Test]
    public void A_data_table_is_loaded()
    {
        using var reader = Query("SELECT 1 AS a, 'x' AS b, 1.5::DECIMAL(18,8) AS c, NULL::TIMESTAMP AS d UNION ALL SELECT 2, NULL, 2.5, TIMESTAMP '2020-01-01'");
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Load(reader);

        Assert.That(table.Rows, Has.Count.EqualTo(2));
        Assert.That(table.Columns["c"]!.DataType, Is.EqualTo(typeof(decimal)));
        Assert.That(table.Rows[0]["d"], Is.EqualTo(DBNull.Value));
    }

    [Test]
    public void Columns_are_described()
    {
        using var reader = Query("SELECT 1.5::DECIMAL(28,8) AS price, ['a'] AS tags");
        var columns = reader.GetColumnSchema();

        Assert.That(columns[0].ColumnName, Is.EqualTo("price"));
        Assert.That(columns[0].NumericPrecision, Is.EqualTo(28));
        Assert.That(columns[0].DataTypeName, Is.EqualTo("DECIMAL(28,8)"));
        Assert.That(columns[1].DataType, Is.EqualTo(typeof(string[])));
        Assert.That(reader.GetOrdinal("PRICE"), Is.Zero);
        Assert.That(() => reader.GetOrdinal("none"), Throws.InstanceOf<IndexOutOfRangeException>());
    }

    [Test]
    public void An_error_while_streaming_is_thrown_by_Read()
    {
        using var reader = Query("SELECT CASE WHEN i = 900000 THEN error('boom') ELSE i END FROM range(1000000) t(i)");

        Assert.That(
            () =>
            {
                while (reader.Read())
                {
                }
            },
            Throws.InstanceOf<DbException>().With.Message.Contains("boom"));
    }

    private DuckDbDataReader Query(string sql)
    {
        using var command = new DuckDbCommand(sql, _connection);
        return command.ExecuteReader();
    }

    private void Check<T>(string sql, T expected)
    {
        using var reader = Query($"SELECT {sql}, NULL::VARCHAR");
        Assert.That(reader.Read(), Is.True, sql);
        Assert.That(reader.GetFieldValue<T>(0), Is.EqualTo(expected), sql);
        Assert.That(reader.GetDataTypeName(0), Is.Not.Empty);
        if (typeof(T) != typeof(Int128))
        {
            Assert.That(reader.GetFieldType(0), Is.EqualTo(typeof(T)), sql);
            Assert.That(reader.GetValue(0), Is.EqualTo(expected), sql);
        }
    }
}
