using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema;

internal sealed class PartitionTests
{
    [TestCase(0, "1970-01-01 00:00:00.000000", "19700101")]
    [TestCase(0, "2024-02-29 23:59:59.999999", "20240229")]
    [TestCase(0, "2024-03-01 00:00:00.000000", "20240301")]
    [TestCase(1, "1970-01-01 00:00:00.000000", "197001")]
    [TestCase(1, "2024-02-29 23:59:59.999999", "202402")]
    [TestCase(1, "2024-12-31 23:59:59.999999", "202412")]
    [TestCase(1, "2025-01-01 00:00:00.000000", "202501")]
    [TestCase(0, "1969-12-31 23:59:59.999999", "19691231")]
    public void A_time_lies_in_the_partition_of_its_UTC_day_or_month(int spanNumber, string text, string name)
    {
        var span = (PartitionSpan)spanNumber;
        var time = TimestampConversion.ToMicroseconds(DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc));
        var partition = Partition.Containing(span, time);

        Assert.That(partition.Name, Is.EqualTo(name));
        Assert.That(time, Is.GreaterThanOrEqualTo(partition.Start).And.LessThan(partition.End));
        Assert.That(Partition.Parse(span, name), Is.EqualTo(partition));
        Assert.That(Partition.Containing(span, partition.Start), Is.EqualTo(partition));
        Assert.That(Partition.Containing(span, partition.End - 1), Is.EqualTo(partition));
        Assert.That(Partition.Containing(span, partition.End).Start, Is.EqualTo(partition.End), "no gap");
    }
}
