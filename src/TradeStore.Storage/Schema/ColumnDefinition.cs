namespace TradeStore.Storage.Schema;

/// <summary>One column as every stage sees it: DDL, validation, vectors, frames.</summary>
internal sealed record ColumnDefinition
{
    /// <summary>Gets the number that stands for the column in frames and files; never reused within a table.</summary>
    public required ushort FieldId { get; init; }

    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    /// <summary>Gets the digits of a DECIMAL; 0 for other types.</summary>
    public byte Precision { get; init; }

    /// <summary>Gets how many of them are decimals.</summary>
    public byte Scale { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>Gets the longest text in characters.</summary>
    public int MaximumLength { get; init; } = int.MaxValue;

    /// <summary>Gets a value indicating whether an empty text is refused.</summary>
    public bool IsNotEmpty { get; init; }

    /// <summary>Gets a value indicating whether times may lie in the future without a bound.</summary>
    public bool IsFutureAllowed { get; init; }

    /// <summary>Gets a value indicating whether the store fills in the time of its own clock where a caller leaves it out.</summary>
    public bool IsFilledWithNow { get; init; }

    /// <summary>Gets a value indicating whether the same few texts come again and again.</summary>
    public bool Repeats { get; init; }

    /// <summary>Gets the only texts allowed; any when empty.</summary>
    public IReadOnlyList<string> AllowedTexts { get; init; } = [];

    public StorageKind Storage => Type switch
    {
        ColumnType.Text or ColumnType.Json => Repeats ? StorageKind.DictionaryText : StorageKind.PlainText,
        ColumnType.TextList => StorageKind.TextList,
        _ => StorageKind.Fixed,
    };

    /// <summary>Gets the bytes a row takes in <see cref="Storage"/>'s values.</summary>
    public int Width => Type switch
    {
        ColumnType.Boolean => 1,
        ColumnType.Integer or ColumnType.Date or ColumnType.Text or ColumnType.Json or ColumnType.TextList => sizeof(int),
        ColumnType.Decimal38 or ColumnType.Uuid => 16,
        _ => sizeof(long),
    };

    /// <summary>Gets the bytes that the engine's vectors have for a value of fixed width.</summary>
    public int StoredWidth => (Type, Precision) switch
    {
        (ColumnType.Decimal18, <= 4) => sizeof(short),
        (ColumnType.Decimal18, <= 9) => sizeof(int),
        _ => Width,
    };

    public bool IsDecimal => Type is ColumnType.Decimal18 or ColumnType.Decimal38;

    public string SqlType => Type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Integer => "INTEGER",
        ColumnType.BigInt => "BIGINT",
        ColumnType.Double => "DOUBLE",
        ColumnType.Decimal18 or ColumnType.Decimal38 => $"DECIMAL({Precision},{Scale})",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Date => "DATE",
        ColumnType.Uuid => "UUID",
        ColumnType.Text => "VARCHAR",
        ColumnType.Json => "JSON",
        ColumnType.TextList => "VARCHAR[]",
        _ => throw new InvalidOperationException($"Column '{Name}' has no type."),
    };
}

/// <summary>What a column holds; the numbers stand in journal frames and never change.</summary>
internal enum ColumnType : byte
{
    None = 0,
    Boolean = 1,
    Integer = 2,
    BigInt = 3,
    Double = 4,

    /// <summary>DECIMAL of up to 18 digits: 8 bytes.</summary>
    Decimal18 = 5,

    /// <summary>DECIMAL of up to 38 digits: 16 bytes.</summary>
    Decimal38 = 6,

    /// <summary>UTC, microseconds since 1970.</summary>
    Timestamp = 7,
    Date = 8,
    Uuid = 9,
    Text = 10,
    Json = 11,
    TextList = 12,
}

/// <summary>How a column lies in a batch and in a journal frame; the numbers never change.</summary>
internal enum StorageKind : byte
{
    None = 0,

    /// <summary>One value of fixed width a row.</summary>
    Fixed = 1,

    /// <summary>A code a row into a dictionary of the batch: for text that repeats (symbols, venues).</summary>
    DictionaryText = 2,

    /// <summary>An end offset a row into the batch's bytes: for text that does not repeat.</summary>
    PlainText = 3,

    /// <summary>An end offset a row into codes of a dictionary.</summary>
    TextList = 4,
}
