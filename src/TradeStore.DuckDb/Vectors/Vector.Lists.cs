using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Vectors;

/// <content>Lists: an entry a row, and all elements in one child vector.</content>
public unsafe ref partial struct Vector
{
    /// <summary>Each row's place in <see cref="ListChild"/>.</summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly Span<ListEntry> ListEntries
    {
        get
        {
            CheckList();
            return new Span<ListEntry>(_data, _length);
        }
    }

    /// <summary>
    /// The elements of all rows: <see cref="ListSize"/> of them, or as many as were reserved. Ask again after <see cref="ReserveList"/>, which
    /// may move them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly Vector ListChild
    {
        get
        {
            CheckList();
            var child = NativeMethods.duckdb_list_vector_get_child(_vector);
            return new Vector(_chunk, _column, child, Type.ElementType, Math.Max(ListSize, _chunk.Reserved(_column)));
        }
    }

    /// <summary>The number of elements of all rows together.</summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly int ListSize
    {
        get
        {
            CheckList();
            return checked((int)NativeMethods.duckdb_list_vector_get_size(_vector));
        }
    }

    /// <summary>Makes room for so many elements of all rows together; elements already there are kept.</summary>
    /// <exception cref="DuckDbException">There is not so much memory.</exception>
    public readonly void ReserveList(int elements)
    {
        CheckList();
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        if (elements <= _chunk.Reserved(_column))
        {
            return;
        }

        Check(NativeMethods.duckdb_list_vector_reserve(_vector, (ulong)elements));
        _chunk.SetReserved(_column, elements);
    }

    /// <summary>Says how many elements all rows have together, and makes room for them where that has not been done.</summary>
    /// <exception cref="DuckDbException">There is not so much memory.</exception>
    public readonly void SetListSize(int elements)
    {
        ReserveList(elements);
        Check(NativeMethods.duckdb_list_vector_set_size(_vector, (ulong)elements));
    }

    private static void Check(NativeState state)
    {
        if (state != NativeState.Success)
        {
            throw new DuckDbException(DuckDbErrorType.OutOfMemory, "Out of Memory Error: the list could not be made longer.");
        }
    }

    private readonly void CheckList()
    {
        if (Type.Id != DuckDbTypeId.List)
        {
            throw new InvalidOperationException($"A {Type.SqlName} column holds no lists.");
        }
    }
}
