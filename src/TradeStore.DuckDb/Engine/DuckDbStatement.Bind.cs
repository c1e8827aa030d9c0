using System.Buffers;
using System.Text;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Engine;

/// <content>Values of parameters; indexes are from 1.</content>
public sealed unsafe partial class DuckDbStatement
{
    private const int OnStackBytes = 512;

    /// <summary>Binds NULL.</summary>
    public void BindNull(int index1) => Check(NativeMethods.duckdb_bind_null(_handle, Index(index1)));

    /// <summary>Binds a BOOLEAN.</summary>
    public void Bind(int index1, bool value) => Check(NativeMethods.duckdb_bind_boolean(_handle, Index(index1), value ? (byte)1 : (byte)0));

    /// <summary>Binds an INTEGER.</summary>
    public void Bind(int index1, int value) => Check(NativeMethods.duckdb_bind_int32(_handle, Index(index1), value));

    /// <summary>Binds a BIGINT.</summary>
    public void Bind(int index1, long value) => Check(NativeMethods.duckdb_bind_int64(_handle, Index(index1), value));

    /// <summary>Binds a UBIGINT.</summary>
    public void Bind(int index1, ulong value) => Check(NativeMethods.duckdb_bind_uint64(_handle, Index(index1), value));

    /// <summary>Binds a HUGEINT.</summary>
    public void Bind(int index1, Int128 value) => Check(NativeMethods.duckdb_bind_hugeint(_handle, Index(index1), new NativeHugeInt(value)));

    /// <summary>Binds a FLOAT.</summary>
    public void Bind(int index1, float value) => Check(NativeMethods.duckdb_bind_float(_handle, Index(index1), value));

    /// <summary>Binds a DOUBLE.</summary>
    public void Bind(int index1, double value) => Check(NativeMethods.duckdb_bind_double(_handle, Index(index1), value));

    /// <summary>Binds a DECIMAL with as many decimals as the value has.</summary>
    public void Bind(int index1, decimal value)
    {
        var (precision, scaled) = DecimalConversion.ToScaledAsIs(value);
        Check(NativeMethods.duckdb_bind_decimal(_handle, Index(index1), new NativeDecimal(precision, value.Scale, scaled)));
    }

    /// <summary>Binds a TIMESTAMP.</summary>
    /// <exception cref="ArgumentException">The time is not UTC, or not a whole number of microseconds.</exception>
    public void Bind(int index1, DateTime value) =>
        Check(NativeMethods.duckdb_bind_timestamp(_handle, Index(index1), TimestampConversion.ToMicroseconds(value)));

    /// <summary>Binds a DATE.</summary>
    public void Bind(int index1, DateOnly value) =>
        Check(NativeMethods.duckdb_bind_date(_handle, Index(index1), TimestampConversion.ToDays(value)));

    /// <summary>Binds a TIME.</summary>
    /// <exception cref="ArgumentException">The time is not a whole number of microseconds.</exception>
    public void Bind(int index1, TimeOnly value) =>
        Check(NativeMethods.duckdb_bind_time(_handle, Index(index1), TimestampConversion.ToMicroseconds(value)));

    /// <summary>Binds a UUID.</summary>
    public void Bind(int index1, Guid value)
    {
        using var uuid = new ValueHandle(NativeMethods.duckdb_create_uuid(NativeHugeInt.Of(UuidConversion.ToUnsigned(value))));
        Check(NativeMethods.duckdb_bind_value(_handle, Index(index1), uuid));
    }

    /// <summary>Binds a VARCHAR, or NULL.</summary>
    /// <exception cref="ArgumentException">The text has no UTF-8 form.</exception>
    public void Bind(int index1, string? value)
    {
        if (value is null)
        {
            BindNull(index1);
        }
        else
        {
            Bind(index1, value.AsSpan());
        }
    }

    /// <summary>Binds a VARCHAR.</summary>
    /// <exception cref="ArgumentException">The text has no UTF-8 form.</exception>
    public void Bind(int index1, ReadOnlySpan<char> value)
    {
        var size = NativeText.Strict.GetByteCount(value);
        var rented = size > OnStackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[OnStackBytes];
        var written = NativeText.Strict.GetBytes(value, buffer);
        fixed (byte* text = buffer)
        {
            Check(NativeMethods.duckdb_bind_varchar_length(_handle, Index(index1), text, (ulong)written));
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds a BLOB.</summary>
    public void Bind(int index1, ReadOnlySpan<byte> value)
    {
        fixed (byte* data = value)
        {
            Check(NativeMethods.duckdb_bind_blob(_handle, Index(index1), data, (ulong)value.Length));
        }
    }

    /// <summary>Binds a VARCHAR[].</summary>
    /// <exception cref="ArgumentException">A text has no UTF-8 form.</exception>
    public void Bind(int index1, IReadOnlyList<string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var list = VarcharListValue.Create(value);
        Check(NativeMethods.duckdb_bind_value(_handle, Index(index1), list));
    }
}
