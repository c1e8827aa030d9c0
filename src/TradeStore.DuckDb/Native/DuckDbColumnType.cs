using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Native;

/// <summary>A column's type.</summary>
/// <param name="Id">The type.</param>
/// <param name="Precision">The digits of a DECIMAL, else 0.</param>
/// <param name="Scale">The decimals of a DECIMAL, else 0.</param>
/// <param name="ElementId">The type of a LIST's elements, else <see cref="DuckDBType.Invalid"/>.</param>
/// <param name="ElementPrecision">The digits of a LIST's DECIMAL elements, else 0.</param>
/// <param name="ElementScale">The decimals of a LIST's DECIMAL elements, else 0.</param>
/// <param name="IsJson">Whether a VARCHAR is a JSON.</param>
public readonly record struct DuckDbColumnType(
    DuckDBType Id,
    byte Precision = 0,
    byte Scale = 0,
    DuckDBType ElementId = DuckDBType.Invalid,
    byte ElementPrecision = 0,
    byte ElementScale = 0,
    bool IsJson = false)
{
    // What DuckDB.NET has no names for.
    private const DuckDBType TimeNs = (DuckDBType)39;
    private const DuckDBType Geometry = (DuckDBType)40;
    private const DuckDBType Variant = (DuckDBType)41;

    /// <summary>The type of a LIST's elements.</summary>
    public DuckDbColumnType ElementType => new(ElementId, ElementPrecision, ElementScale);

    /// <summary>Whether values are kept as DuckDB strings: <c>GetUtf8</c> and <c>SetUtf8</c> apply.</summary>
    public bool IsText => Id is DuckDBType.Varchar or DuckDBType.Blob or DuckDBType.Bit or DuckDBType.VarInt or Geometry;

    /// <summary>The type as SQL writes it, as far as this structure knows it.</summary>
    public string SqlName => Id switch
    {
        DuckDBType.Decimal => $"DECIMAL({Precision},{Scale})",
        DuckDBType.List => $"{ElementType.SqlName}[]",
        DuckDBType.Varchar when IsJson => "JSON",
        DuckDBType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDBType.TimeTz => "TIME WITH TIME ZONE",
        DuckDBType.TimestampS => "TIMESTAMP_S",
        DuckDBType.TimestampMs => "TIMESTAMP_MS",
        DuckDBType.TimestampNs => "TIMESTAMP_NS",
        TimeNs => "TIME_NS",
        DuckDBType.SqlNull => "NULL",
        DuckDBType.VarInt => "BIGNUM",
        Geometry => "GEOMETRY",
        Variant => "VARIANT",
        _ => Id.ToString().Replace("Unsigned", "U", StringComparison.Ordinal).ToUpperInvariant(),
    };

    /// <summary>Bytes of one value in a vector; 0 for types whose values are in child vectors or whose size is not fixed.</summary>
    internal int ValueSize => Id switch
    {
        DuckDBType.Boolean or DuckDBType.TinyInt or DuckDBType.UnsignedTinyInt => 1,
        DuckDBType.SmallInt or DuckDBType.UnsignedSmallInt => 2,
        DuckDBType.Integer or DuckDBType.UnsignedInteger or DuckDBType.Float or DuckDBType.Date or DuckDBType.SqlNull => 4,
        DuckDBType.BigInt or DuckDBType.UnsignedBigInt or DuckDBType.Double or DuckDBType.Timestamp or DuckDBType.TimestampTz
            or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs
            or DuckDBType.Time or DuckDBType.TimeTz or TimeNs => 8,
        DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt or DuckDBType.Uuid or DuckDBType.Interval or DuckDBType.Varchar
            or DuckDBType.Blob or DuckDBType.Bit or DuckDBType.VarInt or Geometry
            or DuckDBType.List or DuckDBType.Map => 16,
        DuckDBType.Decimal => Precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
        _ => 0,
    };

    internal static DuckDbColumnType Of(DuckDBLogicalType type)
    {
        var id = NativeMethods.LogicalType.DuckDBGetTypeId(type);
        switch (id)
        {
            case DuckDBType.Decimal:
                return new DuckDbColumnType(id, NativeMethods.LogicalType.DuckDBDecimalWidth(type), NativeMethods.LogicalType.DuckDBDecimalScale(type));
            case DuckDBType.Varchar:
                return new DuckDbColumnType(id, IsJson: MissingImports.duckdb_logical_type_get_alias(type) == "JSON");
            case DuckDBType.List:
                using (var child = NativeMethods.LogicalType.DuckDBListTypeChildType(type))
                {
                    var element = Of(child);
                    return new DuckDbColumnType(id, ElementId: element.Id, ElementPrecision: element.Precision, ElementScale: element.Scale);
                }

            default:
                return new DuckDbColumnType(id);
        }
    }
}
