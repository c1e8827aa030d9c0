using System.Globalization;
using System.Text;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Journal;

internal sealed class FormatDocumentTests : JournalTestBase
{
    [Test]
    public void The_worked_example_of_the_document_is_what_is_written()
    {
        var storage = new MemoryStorage();
        Time.Now = new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);
        using (var log = Open(storage, 256))
        {
            log.StartAfter(41);
            log.WriteGroup([ExamplePayload()]);
        }

        var name = storage.Files.Keys.Single();
        AssertDocumented(0, name, storage[name]);
    }

    [Test]
    public void The_worked_example_of_a_transaction_is_what_is_written()
    {
        var storage = new MemoryStorage();
        Time.Now = new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero);
        using var order = OfOneNumber("orders").Encoder.Encode([new Number(7)], 0);
        using var fills = OfOneNumber("fills").Encoder.Encode([new Number(8), new Number(9)], 0);
        using (var log = Open(storage, 272))
        {
            log.StartAfter(41);
            log.WriteGroup([new TransactionPayload([order, fills])]);
        }

        var name = storage.Files.Keys.Single();
        AssertDocumented(1, name, storage[name]);
    }

    private static void AssertDocumented(int example, string name, byte[] written)
    {
        var (documentedName, documented) = Example(example);
        Assert.That(documentedName, Is.EqualTo(name));
        Assert.That(documented, Is.EqualTo(Dump(written)), $"docs/journal-format.md should say:\n{Dump(written)}");
    }

    private static Table<Number> OfOneNumber(string name) =>
        new TableBuilder<Number>().Integer(1, "number", n => n.Value).Build(new TableSettings { Name = name, Key = ["number"] });

    /// <summary>Two rows of one nullable BIGINT column (field 3): 7 and NULL.</summary>
    private static TestPayload ExamplePayload()
    {
        var bytes = new byte[32 + 8 + 16];
        bytes[0] = 3;
        bytes[2] = 1;
        bytes[3] = 1;
        bytes[4] = 3;
        bytes[8] = 8;
        bytes[12] = 16;
        bytes[32] = 1;
        bytes[40] = 7;
        return new TestPayload("ticks", 2, 1, 1, bytes);
    }

    private static string Dump(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var offset = 0; offset < bytes.Length; offset += 16)
        {
            var line = bytes.AsSpan(offset, 16);
            text.Append(CultureInfo.InvariantCulture, $"{offset:x4}  {Spaced(line[..8])}  {Spaced(line[8..])}\n");
        }

        return text.ToString();
    }

    private static string Spaced(ReadOnlySpan<byte> bytes) =>
        string.Join(' ', bytes.ToArray().Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));

    private static (string Name, string Dump) Example(int number)
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TradeStore.sln")))
        {
            folder = folder.Parent;
        }

        var lines = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "journal-format.md"));
        var start = lines.Index().Where(line => line.Item is "```hexdump").ElementAt(number).Index;
        return (lines[start + 1], string.Concat(lines[(start + 2)..].TakeWhile(line => line is not "```").Select(line => line + "\n")));
    }

    private sealed record Number
    {
        public Number()
        {
        }

        public Number(long value) => Value = value;

        public long Value { get; init; }
    }
}
