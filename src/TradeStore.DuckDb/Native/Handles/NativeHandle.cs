using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native.Handles;

/// <summary>One native object. It keeps the object it was made from alive, so that disposing in any order is safe.</summary>
internal abstract class NativeHandle : SafeHandle
{
    private readonly SafeHandle? _parent;

    protected NativeHandle(nint handle, SafeHandle? parent)
        : base(0, ownsHandle: true)
    {
        // A handle of nothing is never released, and so must not hold on to anything.
        if (parent is not null && handle != 0)
        {
            var added = false;
            parent.DangerousAddRef(ref added);
            _parent = parent;
        }

        SetHandle(handle);
    }

    public override bool IsInvalid => handle == 0;

    protected abstract bool Release();

    protected sealed override bool ReleaseHandle()
    {
        var released = Release();
        _parent?.DangerousRelease();
        return released;
    }
}
