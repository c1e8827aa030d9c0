using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>
/// Mends, before the engine opens the file, what a checkpoint that did not end has torn. The engine writes new metadata into the free parts of
/// blocks that hold live metadata, a whole block at a time: a write that stops half way leaves the live parts as they were and a checksum that
/// does not fit, for which the engine refuses the file. The checksum is set anew where the live parts are proven to be unchanged, and nothing
/// is done where they are not.
/// </summary>
internal sealed class TornBlocks(StoreFolder folder)
{
    private readonly List<(long Block, int Size, byte[] Checksum)> _undo = [];
    private readonly List<string> _mended = [];

    /// <summary>Gets what was mended, a sentence each.</summary>
    public IReadOnlyList<string> Mended => _mended;

    /// <summary>Gets a value indicating whether the file ends before its last block in use: the engine would find that out when it reads what is missing, which may be when much has been written already.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Looks at the file, and mends what can be.</summary>
    /// <param name="hasLog">Whether the engine has left a log: without one no checkpoint was under way.</param>
    public void Mend(bool hasLog)
    {
        if (new FileInfo(folder.Database) is not { Exists: true, Length: >= EngineFile.PagesSize })
        {
            return;
        }

        using var file = EngineFile.Open(folder.Database, FileAccess.ReadWrite);
        var pages = file.ReadPages();
        if (EngineFile.InForce(pages) is not var (header, _))
        {
            return;
        }

        IsCut = file.IsCut(header);
        if (IsCut)
        {
            return;
        }

        if (!File.Exists(folder.CheckpointRecord))
        {
            if (hasLog)
            {
                MendUnrecorded(file, header);
            }
        }
        else if (CheckpointRecord.Read(folder.CheckpointRecord) is { } record && record.Pages.SequenceEqual(pages))
        {
            MendRecorded(file, header, record);
        }
    }

    /// <summary>Puts everything back as it was.</summary>
    public void Undo()
    {
        if (_undo.Count > 0)
        {
            using var file = EngineFile.Open(folder.Database, FileAccess.ReadWrite);
            foreach (var (block, size, checksum) in _undo)
            {
                file.WriteStart(block, size, checksum);
            }
        }

        _undo.Clear();
        _mended.Clear();
    }

    private void MendRecorded(EngineFile file, DatabaseHeader header, CheckpointRecord record)
    {
        foreach (var (block, bytes) in Damaged(file, header, record.Blocks))
        {
            if (record.AreUnchanged(block, bytes))
            {
                Mend(file, block, bytes, $"that its live parts are as they were is proven by '{Path.GetFileName(folder.CheckpointRecord)}'");
            }
        }
    }

    // A store whose last checkpoint was begun by a version that recorded nothing.
    private void MendUnrecorded(EngineFile file, DatabaseHeader header)
    {
        var damaged = file.ReadMetadataBlocks(header) is { } blocks ? Damaged(file, header, blocks).ToList() : [];
        if (damaged.Count == 0 || !damaged.TrueForAll(d => d.Block.Free != 0))
        {
            return;
        }

        var copy = new ReadableCopy(folder);
        if (copy.IsWhole(file, header, damaged))
        {
            foreach (var (block, bytes) in damaged)
            {
                Mend(file, block, bytes, "a copy with the right checksum was read as a whole, and its rows agree with its metadata; have the store verified all the same");
            }
        }
    }

    private void Mend(EngineFile file, MetadataBlock block, byte[] bytes, string proof)
    {
        _undo.Add((block.Id, bytes.Length, bytes[..BlockChecksum.Size]));
        BlockChecksum.Set(bytes);
        file.WriteStart(block.Id, bytes.Length, bytes.AsSpan(..BlockChecksum.Size));
        _mended.Add($"Block {block.Id} of '{Path.GetFileName(folder.Database)}' was torn by a checkpoint that did not end, and its checksum was set anew: {proof}.");
    }

    private static IEnumerable<(MetadataBlock Block, byte[] Bytes)> Damaged(EngineFile file, DatabaseHeader header, IEnumerable<MetadataBlock> blocks)
    {
        foreach (var block in blocks)
        {
            var bytes = new byte[header.BlockSize];
            if (file.ReadBlock(block.Id, bytes) && !BlockChecksum.IsRight(bytes))
            {
                yield return (block, bytes);
            }
        }
    }
}
