using TradeStore.Storage.Verification;

namespace TradeStore.Docs.Tests;

/// <summary>What <c>docs/verification.md</c> shows as C#.</summary>
internal static class VerificationSnippets
{
    public static async Task VerifyAsync(Store store)
    {
        var report = await store.VerifyAsync(VerificationLevel.Checksums);
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Kind}: {finding.Table} {finding.Partition} {finding.File}: {finding.What}");
        }

        if (!report.IsSound)
        {
            var repair = await store.RepairAsync();
            Console.WriteLine(repair.IsWhole ? "All is well again." : string.Join("\n", repair.Results.Select(r => r.What)));
        }
    }

    public static async Task DescribeAsync(Store store)
    {
        foreach (var partition in await store.Tiering.DescribeAsync())
        {
            Console.WriteLine($"{partition.Table} {partition.Partition}: {partition.Tier}, {partition.Status}, {partition.Rows:N0} rows, {partition.Bytes:N0} bytes, {partition.CompressionRatio:0.0} to 1");
        }
    }
}
