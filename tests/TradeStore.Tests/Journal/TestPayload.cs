using System.Security.Cryptography;
using System.Text;
using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed record TestPayload(string Table, int RowCount, ushort ColumnCount, ushort SchemaVersion, byte[] Bytes) : IJournalPayload
{
    private static readonly string[] Tables = ["ticks", "bars", "é", "a_table_with_a_rather_long_name_of_its_own"];

    public FrameKind Kind => FrameKind.Append;

    public long PayloadLength => Bytes.Length;

    public static TestPayload OfLength(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return new TestPayload("ticks", length / 8, 3, 1, bytes);
    }

    public static TestPayload Random(Random random, int maxLength = 2000)
    {
        var bytes = new byte[random.Next(maxLength / 8 + 1) * 8];
        random.NextBytes(bytes);
        return new TestPayload(
            Tables[random.Next(Tables.Length)], random.Next(100_000), (ushort)random.Next(50), (ushort)random.Next(9), bytes);
    }

    public static TestPayload[] Group(Random random, int maxFrames = 6, int maxLength = 2000) =>
        [.. Enumerable.Range(0, random.Next(1, maxFrames + 1)).Select(_ => Random(random, maxLength))];

    public void CollectSections(List<ReadOnlyMemory<byte>> sections)
    {
        var half = Bytes.Length / 16 * 8;
        sections.Add(Bytes.AsMemory(0, half));
        sections.Add(Bytes.AsMemory(half));
    }

    public override string ToString() => Describe(Table, RowCount, ColumnCount, SchemaVersion, Bytes);

    public static string Describe(JournalFrame frame) =>
        Describe(frame.Table, frame.RowCount, frame.ColumnCount, frame.SchemaVersion, frame.Payload.Span);

    private static string Describe(string table, int rows, int columns, int version, ReadOnlySpan<byte> bytes) => new StringBuilder()
        .Append(table).Append('|').Append(rows).Append('|').Append(columns).Append('|').Append(version).Append('|')
        .Append(bytes.Length).Append('|').Append(Convert.ToHexString(SHA256.HashData(bytes))).ToString();
}
