using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Engine;

/// <summary>A column's type.</summary>
/// <param name="Id">The type.</param>
/// <param name="Precision">The digits of a DECIMAL, else 0.</param>
/// <param name="Scale">The decimals of a DECIMAL, else 0.</param>
/// <param name="ElementId">The type of a LIST's elements, else <see cref="DuckDbTypeId.Invalid"/>.</param>
/// <param name="ElementPrecision">The digits of a LIST's DECIMAL elements, else 0.</param>
/// <param name="ElementScale">The decimals of a LIST's DECIMAL elements, else 0.</param>
/// <param name="IsJson">Whether a VARCHAR is a JSON.</param>
public readonly record struct DuckDbColumnType(
    DuckDbTypeId Id,
    byte Precision = 0,
    byte Scale = 0,
    DuckDbTypeId ElementId = DuckDbTypeId.Invalid,
    byte ElementPrecision = 0,
    byte ElementScale = 0,
    bool IsJson = false)
{
    /// <summary>The type of a LIST's elements.</summary>
    public DuckDbColumnType ElementType => new(ElementId, ElementPrecision, ElementScale);

    /// <summary>Whether values are kept as DuckDB strings: <c>GetUtf8</c> and <c>SetUtf8</c> apply.</summary>
    public bool IsText => Id is DuckDbTypeId.Varchar or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.BigNum or DuckDbTypeId.Geometry;

    /// <summary>The type as SQL writes it, as far as this structure knows it.</summary>
    public string SqlName => Id switch
    {
        DuckDbTypeId.Decimal => $"DECIMAL({Precision},{Scale})",
        DuckDbTypeId.List => $"{ElementType.SqlName}[]",
        DuckDbTypeId.Varchar when IsJson => "JSON",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimestampSeconds => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDbTypeId.TimeNanoseconds => "TIME_NS",
        DuckDbTypeId.SqlNull => "NULL",
        _ => Id.ToString().ToUpperInvariant(),
    };

    /// <summary>Bytes of one value in a vector; 0 for types whose values are in child vectors or whose size is not fixed.</summary>
    internal int ValueSize => Id switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.TinyInt or DuckDbTypeId.UTinyInt => 1,
        DuckDbTypeId.SmallInt or DuckDbTypeId.USmallInt => 2,
        DuckDbTypeId.Integer or DuckDbTypeId.UInteger or DuckDbTypeId.Float or DuckDbTypeId.Date or DuckDbTypeId.SqlNull => 4,
        DuckDbTypeId.BigInt or DuckDbTypeId.UBigInt or DuckDbTypeId.Double or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz
            or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.TimestampNanoseconds
            or DuckDbTypeId.Time or DuckDbTypeId.TimeTz or DuckDbTypeId.TimeNanoseconds => 8,
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.Uuid or DuckDbTypeId.Interval or DuckDbTypeId.Varchar
            or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.BigNum or DuckDbTypeId.Geometry
            or DuckDbTypeId.List or DuckDbTypeId.Map => 16,
        DuckDbTypeId.Decimal => Precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        _ => 0,
    };

    internal static unsafe DuckDbColumnType Of(LogicalTypeHandle type)
    {
        if (type.IsInvalid)
        {
            return default;
        }

        var id = NativeMethods.duckdb_get_type_id(type);
        switch (id)
        {
            case DuckDbTypeId.Decimal:
                return new DuckDbColumnType(id, NativeMethods.duckdb_decimal_width(type), NativeMethods.duckdb_decimal_scale(type));
            case DuckDbTypeId.Varchar:
                return new DuckDbColumnType(id, IsJson: NativeText.Owned(NativeMethods.duckdb_logical_type_get_alias(type)) == "JSON");
            case DuckDbTypeId.List:
                using (var child = new LogicalTypeHandle(NativeMethods.duckdb_list_type_child_type(type)))
                {
                    var element = Of(child);
                    return new DuckDbColumnType(
                        id, ElementId: element.Id, ElementPrecision: element.Precision, ElementScale: element.Scale);
                }

            default:
                return new DuckDbColumnType(id);
        }
    }
}
