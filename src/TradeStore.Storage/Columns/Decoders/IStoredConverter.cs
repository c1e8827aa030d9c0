namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Makes a value of what a column stores. A struct, so that the loop is compiled for each one.</summary>
internal interface IStoredConverter<TStored, TValue>
    where TStored : unmanaged
    where TValue : struct
{
    public TValue Convert(TStored stored);
}
