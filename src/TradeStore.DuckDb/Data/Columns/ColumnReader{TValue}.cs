using System.Diagnostics.CodeAnalysis;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>Reads the values of one column without boxing them.</summary>
internal abstract class ColumnReader<TValue> : ColumnReader
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type FieldType => typeof(TValue);

    public abstract TValue Read(int row);

    public override object GetValue(int row) => Read(row)!;

    public override ColumnReader OfLists() => new ListReader<TValue>(this);
}
