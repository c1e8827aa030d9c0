using System.Buffers;
using System.Text;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Tests.Support;

/// <summary>Journal frames of batches, as they are read back.</summary>
internal static class Frames
{
    public static byte[] Payload(ColumnBatch batch)
    {
        var sections = new List<ReadOnlyMemory<byte>>();
        batch.CollectSections(sections);
        var bytes = sections.SelectMany(s => s.ToArray()).ToArray();
        Assert.That(bytes, Has.Length.EqualTo(batch.PayloadLength));
        return bytes;
    }

    /// <summary>Decodes a frame of one table that is built in.</summary>
    public static ColumnBatch Decode(JournalFrame frame) => FrameDecoder.Decode(frame, new TableCatalog(BuiltInTables.All)).Single();

    public static JournalFrame Of(
        ColumnBatch batch, string? table = null, ushort? version = null, FrameKind kind = FrameKind.Append, byte[]? payload = null, ushort? columns = null)
    {
        payload ??= Payload(batch);
        var name = table ?? batch.Table.Name;
        return Of(name, batch.RowCount, columns ?? batch.ColumnCount, version ?? batch.SchemaVersion, kind, payload);
    }

    /// <summary>Returns the frame of a transaction; a test may change its bytes.</summary>
    public static JournalFrame OfTransaction(IReadOnlyList<ColumnBatch> parts, ushort? version = null, Action<byte[]>? change = null)
    {
        var transaction = new TransactionPayload(parts);
        var sections = new List<ReadOnlyMemory<byte>>();
        transaction.CollectSections(sections);
        var payload = sections.SelectMany(s => s.ToArray()).ToArray();
        Assert.That(payload, Has.Length.EqualTo(transaction.PayloadLength));
        change?.Invoke(payload);
        return Of(transaction.Table, transaction.RowCount, transaction.ColumnCount, version ?? transaction.SchemaVersion, transaction.Kind, payload);
    }

    private static JournalFrame Of(string name, int rows, ushort columns, ushort version, FrameKind kind, byte[] payload)
    {
        var tableBytes = (ushort)Encoding.UTF8.GetByteCount(name);
        var length = FrameHeader.Size + FrameHeader.Padded(tableBytes) + payload.Length;
        var header = new FrameHeader(length, 42, 0, 41, rows, columns, version, kind, tableBytes, 0);
        var buffer = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(buffer, 0);
        return new JournalFrame(header, name, buffer);
    }
}
