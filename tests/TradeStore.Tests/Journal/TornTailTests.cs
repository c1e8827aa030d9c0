using TradeStore.Storage.Journal;

namespace TradeStore.Tests.Journal;

internal sealed class TornTailTests : JournalTestBase
{
    [Test]
    public void A_journal_that_ends_at_any_byte_of_its_last_frames_holds_all_whole_ones_before([Values] bool truncated)
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        var ends = new List<long>();
        using (var log = Open(storage))
        {
            Write(log, written, TestPayload.OfLength(400));
            foreach (var length in (int[])[0, 8, 120, 56])
            {
                Write(log, written, TestPayload.OfLength(length, length));
            }
        }

        var name = storage.Files.Keys.Single();
        var whole = storage[name];
        for (var offset = JournalFileHeader.Size; ends.Count < written.Count; offset += BitConverter.ToInt32(whole, offset + 4))
        {
            ends.Add(offset + BitConverter.ToInt32(whole, offset + 4));
        }

        for (var length = (int)ends[0]; length <= ends[^1]; length++)
        {
            var cut = new MemoryStorage { [name] = truncated ? whole[..length] : [.. whole[..length], .. new byte[whole.Length - length]] };
            var frames = ends.Count(end => end <= length);
            // A frame may end in zeros: what is not there was zero as well, and the frame is whole.
            var endsInZeros = !truncated && frames < ends.Count && whole.AsSpan(length, (int)ends[frames] - length).IndexOfAnyExcept((byte)0) < 0;
            frames += endsInZeros ? 1 : 0;
            var expected = new SortedDictionary<long, string>(written.Take(frames).ToDictionary());
            using (var log = Open(cut))
            {
                Assert.That(ReadAll(log), Is.EqualTo(expected), $"cut at {length}");
                Assert.That(log.LastSequence, Is.EqualTo(frames));
                Assert.That(log.ScanReport.Losses, Is.Empty);
                Assert.That(log.ScanReport.Cut?.Sequence, Is.EqualTo(endsInZeros || ends.Contains(length) ? null : frames + 1));
                Write(log, expected, TestPayload.OfLength(64, 99));
            }

            using var reopened = Open(cut);
            Assert.That(reopened.ScanReport.IsClean, Is.True);
            Assert.That(ReadAll(reopened), Is.EqualTo(expected));
        }
    }

    [Test]
    public void An_unfinished_group_is_cut_at_its_first_frame_that_is_not_whole()
    {
        var storage = new MemoryStorage();
        var written = new SortedDictionary<long, string>();
        using (var log = Open(storage, 4096))
        {
            Write(log, written, TestPayload.OfLength(800));
            log.WriteGroup([.. Enumerable.Range(0, 12).Select(seed => TestPayload.OfLength(800, seed))]);
        }

        var names = storage.Files.Keys.Order(StringComparer.Ordinal).ToArray();
        Assert.That(names, Has.Length.GreaterThan(2));
        var frameLength = 64 + 8 + 800;
        var first = storage[names[0]];
        first.AsSpan(JournalFileHeader.Size + 2 * frameLength + 100, 50).Clear();
        storage[names[0]] = first;

        using (var log = Open(storage, 4096))
        {
            var cut = log.ScanReport.Cut!;
            Assert.That(cut.Sequence, Is.EqualTo(3));
            Assert.That(cut.HighestSequence, Is.EqualTo(13));
            Assert.That(cut.File, Is.EqualTo(names[0]));
            Assert.That(cut.Offset, Is.EqualTo(JournalFileHeader.Size + 2 * frameLength));
            Assert.That(cut.Bytes, Is.EqualTo(2 * frameLength));
            Assert.That(cut.Claim, Is.EqualTo(new FrameClaim(3, "ticks", 100, FrameKind.Append)));
            Assert.That(cut.RemovedFiles, Is.EqualTo(names[1..]));
            Assert.That(log.ScanReport.Losses, Is.Empty);
            Assert.That(ReadAll(log).Keys, Is.EqualTo(new long[] { 1, 2 }));
            Assert.That(log.WriteGroup([TestPayload.OfLength(16)]), Is.EqualTo(3));
        }

        using var reopened = Open(storage, 4096);
        Assert.That(reopened.ScanReport.IsClean, Is.True);
        Assert.That(reopened.LastSequence, Is.EqualTo(3));
    }

    [Test]
    public void What_a_failed_group_has_left_behind_the_one_in_its_place_is_not_taken_for_a_frame()
    {
        var (failed, storage) = (new MemoryStorage(), new MemoryStorage());
        var written = new SortedDictionary<long, string>();
        using (var log = Open(failed))
        {
            log.WriteGroup([TestPayload.OfLength(8, 1), TestPayload.OfLength(8, 2), TestPayload.OfLength(8, 3)]);
        }

        Time.Now += TimeSpan.FromMilliseconds(1);
        using (var log = Open(storage))
        {
            Write(log, written, TestPayload.OfLength(8, 4));
        }

        var end = JournalFileHeader.Size + 64 + 8 + 8;
        failed[JournalFileName.Of(1)].AsSpan(end, 2 * 80).CopyTo(storage[JournalFileName.Of(1)].AsSpan(end));
        using var reopened = Open(storage);
        Assert.That(ReadAll(reopened), Is.EqualTo(written));
        Assert.That((reopened.ScanReport.Cut!.Sequence, reopened.ScanReport.Cut.HighestSequence), Is.EqualTo((2, 3)));
    }

    [Test]
    public void Bytes_behind_the_last_frame_are_zeroed_and_reported()
    {
        var storage = new MemoryStorage();
        using (var log = Open(storage))
        {
            log.WriteGroup([TestPayload.OfLength(8)]);
        }

        var name = storage.Files.Keys.Single();
        storage[name][5000] = 1;
        using (var log = Open(storage))
        {
            Assert.That(log.ScanReport.Cut, Is.Not.Null);
            Assert.That(log.ScanReport.Cut!.Offset + log.ScanReport.Cut.Bytes, Is.EqualTo(5001));
            Assert.That(log.ScanReport.Cut.Claim, Is.Null);
            Assert.That(storage[name][5000], Is.Zero);
        }

        using var reopened = Open(storage);
        Assert.That(reopened.ScanReport.IsClean, Is.True);
    }
}
