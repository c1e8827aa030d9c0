using Microsoft.Win32.SafeHandles;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>
/// <c>store.mark</c>: two places that are written in turn, so that a write that a power cut tears leaves the one before. After each group it is only
/// written, which a killed process survives; it reaches the disk when a file is begun, at checkpoints and at closing.
/// </summary>
internal sealed class StoreMarkFile : IDisposable
{
    // Apart by more than a disk writes at once.
    private const int Distance = 4096;
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[StoreMark.Size];
    private readonly Action<Exception>? _failed;
    private StoreMark _mark;
    private long _writes;

    private StoreMarkFile(SafeFileHandle file, StoreMark mark, long writes, Action<Exception>? failed) => (_file, _mark, _writes, _failed) = (file, mark, writes, failed);

    /// <summary>Gets how often the store was opened.</summary>
    public long Generation => _mark.Generation;

    /// <summary>Gets the number of the last checkpoint that it says the database holds.</summary>
    public long Checkpoint
    {
        get
        {
            lock (_gate)
            {
                return _mark.Checkpoint;
            }
        }
    }

    /// <summary>Reads what a file says; <see langword="null"/> when there is none, or nothing in it is whole.</summary>
    /// <exception cref="TradeStoreException">A newer version has written it.</exception>
    public static StoreMark? Read(string path) => Load(path, out _);

    /// <summary>Makes a file, under another name first, so that a crash leaves a whole one or none.</summary>
    public static void Create(string path, string unfinished, StoreMark mark)
    {
        using (var file = File.OpenHandle(unfinished, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            var bytes = new byte[2 * Distance];
            mark.Write(bytes, writes: 0);
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(unfinished, path, overwrite: false);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Goes on in a file that is whole, with another mark, which is on the disk when this returns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mark">What it says from now on.</param>
    /// <param name="failed">Told when it cannot be written: what was acknowledged stays so, and a lost end of the journal may go unseen.</param>
    public static StoreMarkFile Open(string path, StoreMark mark, Action<Exception>? failed = null)
    {
        _ = Load(path, out var writes);
        var opened = new StoreMarkFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete), mark, writes, failed);
        try
        {
            opened.Write();
            RandomAccess.FlushToDisk(opened._file);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Notes what was acknowledged; never throws, since the journal holds it already.</summary>
    public void Acknowledge(long sequence, long journalFile, bool flush)
    {
        lock (_gate)
        {
            _mark = _mark with { Acknowledged = sequence, LastFile = journalFile };
            TryWrite(flush);
        }
    }

    /// <summary>Notes a checkpoint that the database holds; returns whether that is on the disk.</summary>
    public bool TryCheckpointed(long number)
    {
        lock (_gate)
        {
            var before = _mark;
            _mark = _mark with { Checkpoint = number };
            if (TryWrite(flush: true))
            {
                return true;
            }

            // The database never gets ahead by more than one: the next checkpoint has the same number.
            _mark = _mark with { Checkpoint = before.Checkpoint };
            return false;
        }
    }

    /// <summary>Notes that the database holds everything and the store is closed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _mark = _mark with { State = _mark.State | StoreMarkState.Closed };
            TryWrite(flush: true);
        }
    }

    public void Dispose() => _file.Dispose();

    private static StoreMark? Load(string path, out long writes)
    {
        writes = 0;
        if (!PlainFile.IsAt(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        StoreMark? newest = null;
        Span<byte> bytes = stackalloc byte[StoreMark.Size];
        for (var place = 0; place < 2; place++)
        {
            var read = RandomAccess.Read(file, bytes, place * Distance);
            if (!StoreMark.TryRead(bytes[..read], out var mark, out var number, out var version))
            {
                continue;
            }

            if (version > StoreMark.FormatVersion)
            {
                throw new TradeStoreException(
                    TradeStoreErrorCode.StoreTooNew,
                    $"'{Path.GetFileName(path)}' is of version {version}; this version of TradeStore knows {StoreMark.FormatVersion}. Open the store with a newer package; nothing was changed.");
            }

            if (newest is null || number > writes)
            {
                (newest, writes) = (mark, number);
            }
        }

        return newest;
    }

    private bool TryWrite(bool flush)
    {
        try
        {
            Write();
            if (flush)
            {
                RandomAccess.FlushToDisk(_file);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failed?.Invoke(exception);
            return false;
        }
    }

    private void Write()
    {
        _writes++;
        _mark.Write(_buffer, _writes);
        RandomAccess.Write(_file, _buffer, _writes % 2 * Distance);
    }
}
