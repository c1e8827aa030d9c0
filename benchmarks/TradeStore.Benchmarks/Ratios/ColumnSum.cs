using System.Numerics;
using System.Runtime.InteropServices;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Reads every value of a column: its sum, wrapping around. Cheap, so that the reading and not the adding is measured.</summary>
internal static class ColumnSum
{
    public static long Of(ReadOnlySpan<long> values)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(values);
        var sums = Vector<long>.Zero;
        foreach (var vector in vectors)
        {
            sums += vector;
        }

        var sum = Vector.Sum(sums);
        foreach (var value in values[(vectors.Length * Vector<long>.Count)..])
        {
            sum = unchecked(sum + value);
        }

        return sum;
    }
}
