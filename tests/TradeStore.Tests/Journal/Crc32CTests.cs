using TradeStore.Storage.Files;

namespace TradeStore.Tests.Journal;

internal sealed class Crc32CTests
{
    [Test]
    public void The_vectors_of_RFC_3720_come_out()
    {
        var ascending = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        Assert.That(Crc32C.Compute(new byte[32]), Is.EqualTo(0x8A91_36AA));
        Assert.That(Crc32C.Compute([.. Enumerable.Repeat((byte)0xFF, 32)]), Is.EqualTo(0x62A8_AB43));
        Assert.That(Crc32C.Compute(ascending), Is.EqualTo(0x46DD_794E));
        Assert.That(Crc32C.Compute([.. ascending.Reverse()]), Is.EqualTo(0x113F_DB5C));
        Assert.That(Crc32C.Compute("123456789"u8), Is.EqualTo(0xE306_9283));
    }

    [Test]
    public void Parts_of_any_length_give_the_checksum_of_the_whole()
    {
        var bytes = new byte[100];
        new Random(3).NextBytes(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var state = Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
            Assert.That(Crc32C.Finish(state), Is.EqualTo(Crc32C.Compute(bytes)));
        }
    }

    [Test]
    public void Zeros_can_be_appended_without_reading_them_and_a_run_be_summed_up_before_what_stands_in_front([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        byte[] front = new byte[random.Next(100)], run = new byte[seed == 1 ? 0 : random.Next(100_000)];
        random.NextBytes(front);
        random.NextBytes(run);
        var state = Crc32C.Append(Crc32C.Start, front);
        Assert.That(Crc32C.AppendZeros(state, run.Length), Is.EqualTo(Crc32C.Append(state, new byte[run.Length])));
        Assert.That(Crc32C.AppendZeros(state, run.Length) ^ Crc32C.Append(0, run), Is.EqualTo(Crc32C.Append(state, run)));
    }
}
