using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Writing;

/// <summary>
/// Tells what is wrong with a frame, and will be each time, from what is wrong with the engine, the disk or the memory, and may be well the
/// next time. Whatever is not known for certain to be the frame's is not.
/// </summary>
internal static class FrameRefusal
{
    /// <summary>Tells whether the rows of a transaction were refused.</summary>
    public static bool IsOfRows(Exception exception) => exception switch
    {
        DuckDbException { IsFatal: false, ErrorType: var type } failure => !DiskErrors.IsFull(failure) && IsOfValues(type),
        OverflowException => true,
        _ => false,
    };

    /// <summary>Tells whether a frame could not be taken apart. One of a newer version of TradeStore is not damaged: whoever reads it needs that version.</summary>
    public static bool IsOfFrame(Exception exception) => exception is ArgumentException or IndexOutOfRangeException or OverflowException or InvalidDataException;

    private static bool IsOfValues(DuckDBErrorType type) => type is
        DuckDBErrorType.Constraint or DuckDBErrorType.Conversion or DuckDBErrorType.OutOfRange or DuckDBErrorType.Decimal or DuckDBErrorType.MismatchType
        or DuckDBErrorType.InvalidType or DuckDBErrorType.InvalidInput or DuckDBErrorType.ObjectSize or DuckDBErrorType.DivideByZero;
}
