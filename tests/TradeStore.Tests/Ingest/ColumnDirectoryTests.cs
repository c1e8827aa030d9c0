using System.Buffers.Binary;
using System.Text;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

/// <summary>Reads payloads by the section "Column payload" of docs/journal-format.md and by nothing else.</summary>
internal sealed class ColumnDirectoryTests
{
    private const int Rows = 3;
    private static readonly int Columns = TickTable.Definition.Columns.Count;

    private static readonly Tick[] Ticks =
    [
        Some.Trade(0, sequence: 7) with { Tape = null, Volume = -0m },
        Some.Trade(1) with { Conditions = null, Source = "feed" },
        Some.Trade(2, "MSFT", -1) with { Conditions = ["T", "", "é"], Source = "feed" },
    ];

    private static readonly byte[] Payload = Encode();

    [Test]
    public void Sections_follow_the_directory_in_the_order_of_the_columns_and_end_with_the_payload()
    {
        var at = Columns * 32;
        for (var column = 0; column < Columns; column++)
        {
            for (var section = 0; section < 5; section++)
            {
                at += (Length(column, section) + 7) & ~7;
            }
        }

        Assert.That(at, Is.EqualTo(Payload.Length));
        Assert.That(Enumerable.Range(0, Columns).Select(c => (int)BinaryPrimitives.ReadUInt16LittleEndian(Payload.AsSpan(c * 32))), Is.EqualTo(Enumerable.Range(1, Columns)));
    }

    [Test]
    public void Fixed_values_and_their_validity_are_where_the_document_says()
    {
        Assert.That(Storage(10), Is.EqualTo((1, 1, 3, 0, 0)));
        Assert.That(Bytes(10, 0), Is.EqualTo(new byte[] { 0b101, 0, 0, 0, 0, 0, 0, 0 }));
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(Bytes(10, 1)), Is.EqualTo(7));
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(Bytes(10, 1).AsSpan(16)), Is.EqualTo(-1));
    }

    [Test]
    public void Decimals_are_scaled_integers_of_8_and_16_bytes()
    {
        Assert.That(Storage(7), Is.EqualTo((1, 0, 5, 18, 8)));
        Assert.That(BinaryPrimitives.ReadInt64LittleEndian(Bytes(7, 1).AsSpan(8)), Is.EqualTo(10_001_000_000));
        Assert.That(Storage(9), Is.EqualTo((1, 1, 6, 28, 8)));
        Assert.That(Bytes(9, 1), Has.Length.EqualTo(16 * Rows));
    }

    [Test]
    public void Repeating_text_is_numbers_of_dictionary_entries()
    {
        Assert.That(Storage(2), Is.EqualTo((2, 0, 10, 0, 0)));
        Assert.That(Numbers(2, 1), Is.EqualTo(new[] { 0, 0, 1 }));
        Assert.That(Numbers(2, 3), Is.EqualTo(new[] { 4, 8 }));
        Assert.That(Encoding.UTF8.GetString(Bytes(2, 4)), Is.EqualTo("AAPLMSFT"));
    }

    [Test]
    public void Lists_are_ends_numbers_and_a_dictionary()
    {
        Assert.That(Storage(11), Is.EqualTo((4, 1, 12, 0, 0)));
        Assert.That(Numbers(11, 1), Is.EqualTo(new[] { 2, 2, 5 }));
        Assert.That(Numbers(11, 2), Is.EqualTo(new[] { 0, 1, 1, 2, 3 }));
        Assert.That(Numbers(11, 3), Is.EqualTo(new[] { 1, 2, 2, 4 }));
        Assert.That(Encoding.UTF8.GetString(Bytes(11, 4)), Is.EqualTo("@Té"));
    }

    [Test]
    public void A_column_without_any_value_has_no_sections()
    {
        Assert.That(Storage(3), Is.EqualTo((1, 2, 5, 18, 8)));
        Assert.That(Enumerable.Range(0, 5).Sum(s => Length(3, s)), Is.Zero);
    }

    [Test]
    public void Plain_text_is_ends_and_bytes()
    {
        using var batch = BarTable.Definition.Encoder.Encode([Some.Bar(0) with { Indicators = "{}" }, Some.Bar(1) with { Indicators = "[1]" }], long.MaxValue / 2);
        var column = batch.Column(BarTable.Definition.Ordinal("indicators"));

        Assert.That(BarTable.Definition.Columns[12].Storage, Is.EqualTo(StorageKind.PlainText));
        Assert.That(column.ValuesAs<int>().ToArray(), Is.EqualTo(new[] { 2, 5 }));
        Assert.That(Encoding.UTF8.GetString(column.Bytes.Span), Is.EqualTo("{}[1]"));
    }

    [Test]
    public void The_document_lists_every_type_by_the_number_it_has_in_frames()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "journal-format.md"));

        foreach (var type in Enum.GetValues<ColumnType>().Where(t => t != ColumnType.None))
        {
            var sql = new ColumnDefinition { FieldId = 1, Name = "x", Type = type, Scale = 8 }.SqlType;
            Assert.That(document, Does.Match($@"\|\s*{(byte)type}\s*\|\s*{System.Text.RegularExpressions.Regex.Escape(sql.Split('(')[0])}"), sql);
        }
    }

    private static byte[] Encode()
    {
        using var batch = TickTable.Definition.Encoder.Encode(Ticks, long.MaxValue / 2);
        return Frames.Payload(batch);
    }

    private static (int Storage, int Flags, int Type, int Precision, int Scale) Storage(int column)
    {
        var entry = Payload.AsSpan(column * 32, 32);
        return (entry[2], entry[3], entry[4], entry[5], entry[6]);
    }

    private static int Length(int column, int section) => (int)BinaryPrimitives.ReadUInt32LittleEndian(Payload.AsSpan((column * 32) + 8 + (section * 4)));

    private static byte[] Bytes(int column, int section)
    {
        var at = Columns * 32;
        for (var c = 0; c < column; c++)
        {
            at += Enumerable.Range(0, 5).Sum(s => (Length(c, s) + 7) & ~7);
        }

        at += Enumerable.Range(0, section).Sum(s => (Length(column, s) + 7) & ~7);
        return Payload[at..(at + Length(column, section))];
    }

    private static int[] Numbers(int column, int section) =>
        [.. Bytes(column, section).Chunk(4).Select(b => BinaryPrimitives.ReadInt32LittleEndian(b))];
}
