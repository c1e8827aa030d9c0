using System.Buffers.Binary;
using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiers.Cold;

internal sealed class ParquetFooterTests
{
    private const int Rows = 5000;
    private TemporaryFolder _folder = null!;
    private string _file = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _file = Path.Combine(_folder.Path, "f.parquet");
        Copy(
            $"SELECT TIMESTAMP '2024-03-05' + INTERVAL (i) SECOND AS ts, 'S' || (i // 1000) AS symbol, [i] AS many FROM range({Rows}) t(i)",
            "ROW_GROUP_SIZE 2048, KV_METADATA {\"tradestore.table\": 'ticks', \"other\": 'ü'}");
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task What_the_engine_wrote_is_read()
    {
        var footer = await ParquetFooter.Read(_file).ParseAsync(CancellationToken.None);

        Assert.That(footer.NumRows, Is.EqualTo(Rows));
        Assert.That(footer.KeyValueMetadata!.Select(m => (m.Key, m.Value)), Is.EqualTo(new[] { ("tradestore.table", "ticks"), ("other", "ü") }));
        Assert.That(footer.RowGroups, Has.Count.EqualTo(3));
        var first = (new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var times = footer.RowGroups.ConvertAll(g => g.Columns[0].MetaData!.Statistics!);
        Assert.That((BinaryPrimitives.ReadInt64LittleEndian(times[0].MinValue), BinaryPrimitives.ReadInt64LittleEndian(times[^1].MaxValue)), Is.EqualTo((first, first + ((Rows - 1) * 1_000_000L))));
        Assert.That(footer.RowGroups.Select(g => Encoding.UTF8.GetString(g.Columns[1].MetaData!.Statistics!.MaxValue!)), Is.EqualTo(new[] { "S2", "S4", "S4" }));
    }

    [Test]
    public async Task A_footer_that_is_larger_than_what_is_read_at_first_is_read_whole()
    {
        Copy("SELECT 1 AS i", $"KV_METADATA {{\"long\": '{new string('x', 200_000)}'}}");

        Assert.That((await ParquetFooter.Read(_file).ParseAsync(CancellationToken.None)).KeyValueMetadata!.Single().Value, Has.Length.EqualTo(200_000));
    }

    [Test]
    public void Every_change_changes_the_hash()
    {
        var random = Quick.Seeded(20240305);
        var bytes = File.ReadAllBytes(_file);
        var hash = ParquetFooter.Read(_file).Sha256;
        var size = BitConverter.ToInt32(bytes, bytes.Length - 8);
        for (var round = 0; round < 500; round++)
        {
            var changed = (byte[])bytes.Clone();
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                changed[bytes.Length - 8 - random.Next(1, size + 1)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_file, changed);
            Assert.That(ParquetFooter.Read(_file).Sha256 == hash, Is.EqualTo(changed.AsSpan().SequenceEqual(bytes)));
        }
    }

    [TestCase(0)]
    [TestCase(7)]
    [TestCase(100)]
    public void What_does_not_end_as_a_Parquet_file_does_is_told(int length)
    {
        File.WriteAllBytes(_file, new byte[length]);

        Assert.Throws<InvalidDataException>(() => ParquetFooter.Read(_file));
    }

    private void Copy(string rows, string options)
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute($"COPY ({rows}) TO '{_file}' (FORMAT parquet, {options})");
    }
}
