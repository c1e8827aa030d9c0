using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class BitFlipTests : JournalTestBase
{
    [Test]
    public void After_any_flipped_bit_a_frame_is_returned_intact_or_reported([Range(1, 300)] int seed)
    {
        var random = Seeded(seed);
        var storage = new MemoryStorage();
        SortedDictionary<long, string> written;
        using (var log = JournalLog.Open(Slicing(storage)))
        {
            written = Fill(log, random, 6, maxFrames: 4, maxLength: 900);
            WriteLarge(log, written, TestPayload.OfLength(5000, seed), () => Write(log, written, TestPayload.Group(random, 2, 900)));
            WriteLarge(log, written, TestPayload.OfLength(1000, seed));
            Write(log, written, TestPayload.Group(random, 4, 900));
        }

        var (name, file) = storage.Files.ElementAt(random.Next(storage.Files.Count));
        var at = random.Next(file.Current.Length);
        var hit = FrameAt(file.Current, at);
        file.Current[at] ^= (byte)(1 << random.Next(8));
        TestContext.Out.WriteLine($"{name} at {at}, frame {hit}");

        using var opened = Open(storage, 2048);
        var read = ReadAll(opened);
        var report = opened.ScanReport;
        foreach (var (sequence, text) in written)
        {
            if (!read.TryGetValue(sequence, out var found))
            {
                Assert.That(
                    report.Losses.Any(loss => loss.FromSequence <= sequence && sequence <= loss.ToSequence) || report.Cut?.Sequence <= sequence,
                    $"frame {sequence} is gone in silence");
                Assert.That(sequence == hit || report.Cut?.Sequence == hit, $"frame {sequence} is gone, {hit} was hit");
            }
            else
            {
                Assert.That(found, Is.EqualTo(text));
            }
        }

        Assert.That(read.Keys, Is.SubsetOf(written.Keys));
        Assert.That(hit == 0 || !read.ContainsKey(hit), "the frame that was hit was returned");
    }

    private static long FrameAt(byte[] file, int at)
    {
        for (var offset = JournalFileHeader.Size; FrameHeader.TryRead(file.AsSpan(offset), out var header); offset += header.Length)
        {
            if (at >= offset && at < offset + header.Length)
            {
                return header.Sequence;
            }
        }

        return 0;
    }
}
