using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native;

/// <summary>An array of C strings, ours, for the time of one call.</summary>
internal sealed unsafe class NativeTextArray : IDisposable
{
    private readonly nint[] _texts;
    private GCHandle _pin;

    public NativeTextArray(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            NativeText.Checked(text, nameof(texts));
        }

        _texts = [.. texts.Select(Marshal.StringToCoTaskMemUTF8)];
        _pin = GCHandle.Alloc(_texts, GCHandleType.Pinned);
    }

    public nint Pointers => _pin.AddrOfPinnedObject();

    public void Dispose()
    {
        _pin.Free();
        Array.ForEach(_texts, Marshal.FreeCoTaskMem);
    }
}
