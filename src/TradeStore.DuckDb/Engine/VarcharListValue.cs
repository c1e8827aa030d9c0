using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Engine;

/// <summary>A VARCHAR[] as one native value.</summary>
internal static unsafe class VarcharListValue
{
    public static ValueHandle Create(IReadOnlyList<string?> texts)
    {
        using var elementType = new LogicalTypeHandle(NativeMethods.duckdb_create_logical_type(DuckDbTypeId.Varchar));
        var elements = new List<ValueHandle>(texts.Count);
        try
        {
            foreach (var text in texts)
            {
                elements.Add(Element(text));
            }

            var pointers = new nint[texts.Count];
            for (var index = 0; index < pointers.Length; index++)
            {
                pointers[index] = elements[index].DangerousGetHandle();
            }

            fixed (nint* values = pointers)
            {
                return new ValueHandle(NativeMethods.duckdb_create_list_value(elementType, values, (ulong)pointers.Length));
            }
        }
        finally
        {
            elements.ForEach(static element => element.Dispose());
        }
    }

    private static ValueHandle Element(string? text)
    {
        if (text is null)
        {
            return new ValueHandle(NativeMethods.duckdb_create_null_value());
        }

        var bytes = NativeText.Strict.GetBytes(text);
        fixed (byte* data = bytes)
        {
            return new ValueHandle(NativeMethods.duckdb_create_varchar_length(data, (ulong)bytes.Length));
        }
    }
}
