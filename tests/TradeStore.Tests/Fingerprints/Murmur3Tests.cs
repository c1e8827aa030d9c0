using System.Text;
using TradeStore.Fingerprints;

namespace TradeStore.Tests.Fingerprints;

internal sealed class Murmur3Tests
{
    [TestCase("", "00000000000000000000000000000000")]
    [TestCase("hello", "cbd8a7b341bd9b025b1e906a48ae1d19")]
    [TestCase("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void It_is_the_hash_that_others_compute(string text, string hash) =>
        Assert.That($"{Murmur3.Hash(Encoding.UTF8.GetBytes(text)):x32}", Is.EqualTo(hash));

    [Test]
    public void Every_bit_and_every_length_counts()
    {
        var hashes = new HashSet<UInt128>();
        for (var length = 0; length <= 40; length++)
        {
            var data = new byte[length];
            Assert.That(hashes.Add(Murmur3.Hash(data)), Is.True, $"{length} zeros");
            for (var bit = 0; bit < length * 8; bit++)
            {
                data[bit / 8] = (byte)(1 << (bit % 8));
                Assert.That(hashes.Add(Murmur3.Hash(data)), Is.True, $"bit {bit} of {length} bytes");
                data[bit / 8] = 0;
            }
        }
    }
}
