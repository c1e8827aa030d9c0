using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace TradeStore.Benchmarks.Peers;

/// <summary>The least a durable write costs on this disk: 200 bytes written to a preallocated file and flushed, by one thread.</summary>
internal static class BareFlush
{
    private const int Bytes = 200;
    private const long PreallocatedBytes = 64L << 20;

    /// <summary>Writes and flushes for a time.</summary>
    /// <returns>How long each write took.</returns>
    public static List<TimeSpan> Run(string file, TimeSpan duration)
    {
        using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, PreallocatedBytes);
        var buffer = new byte[Bytes];
        var times = new List<TimeSpan>();
        var start = Stopwatch.GetTimestamp();
        for (var offset = 0L; Stopwatch.GetElapsedTime(start) < duration; offset = (offset + Bytes) % (PreallocatedBytes - Bytes))
        {
            times.Add(WriteOnce(handle, buffer, offset));
        }

        return times;
    }

    private static TimeSpan WriteOnce(SafeFileHandle handle, byte[] buffer, long offset)
    {
        var start = Stopwatch.GetTimestamp();
        RandomAccess.Write(handle, buffer, offset);
        RandomAccess.FlushToDisk(handle);
        return Stopwatch.GetElapsedTime(start);
    }
}
