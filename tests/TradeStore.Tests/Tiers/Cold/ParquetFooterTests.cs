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
    public void What_the_engine_wrote_is_read()
    {
        var figures = ParquetFooter.Read(_file).Parse(["ts", "symbol"]);

        Assert.That(figures.Rows, Is.EqualTo(Rows));
        Assert.That(figures.Metadata["tradestore.table"], Is.EqualTo("ticks"));
        Assert.That(figures.Metadata["other"], Is.EqualTo("ü"));
        var times = figures.Bounds.Where(b => b.Column == "ts").Select(b => BinaryPrimitives.ReadInt64LittleEndian(b.Value)).ToList();
        var first = (new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        Assert.That(times, Has.Count.EqualTo(6), "three row groups");
        Assert.That((times.Min(), times.Max()), Is.EqualTo((first, first + ((Rows - 1) * 1_000_000L))));
        Assert.That(figures.Bounds.Where(b => b.Column == "symbol").Select(b => Encoding.UTF8.GetString(b.Value)).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "S0", "S2", "S2", "S4", "S4", "S4" }));
    }

    [Test]
    public void A_footer_that_is_larger_than_what_is_read_at_first_is_read_whole()
    {
        Copy("SELECT 1 AS i", $"KV_METADATA {{\"long\": '{new string('x', 200_000)}'}}");

        Assert.That(ParquetFooter.Read(_file).Parse([]).Metadata["long"], Has.Length.EqualTo(200_000));
    }

    [Test]
    public void Garbage_is_told_as_such_and_every_change_changes_the_hash()
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
            var footer = ParquetFooter.Read(_file);
            Assert.That(footer.Sha256 == hash, Is.EqualTo(changed.AsSpan().SequenceEqual(bytes)));
            try
            {
                footer.Parse(["ts", "symbol"]);
            }
            catch (InvalidDataException)
            {
                // Told.
            }
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
