using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace TradeStore.Package.Tests;

/// <summary>An application that takes the package as any does: run, published by itself, trimmed, and for other platforms.</summary>
public sealed class ConsumerTests
{
    private const int Limit = 300_000;

    [Test]
    [CancelAfter(Limit)]
    public async Task It_runs(CancellationToken cancellationToken)
    {
        using var consumer = Consumer.Create();

        var printed = await consumer.RunAsync(cancellationToken);

        TestContext.Out.WriteLine(printed);
        Assert.That(printed.TrimEnd(), Does.EndWith("all right"));
    }

    [Test]
    [CancelAfter(Limit)]
    public async Task Published_with_its_own_runtime_it_runs(CancellationToken cancellationToken)
    {
        using var consumer = Consumer.Create();

        var published = await consumer.PublishAsync(RuntimeInformation.RuntimeIdentifier, cancellationToken, "--self-contained");

        TestContext.Out.WriteLine($"self-contained: {published.Megabytes:N0} MB");
        Assert.That((await published.RunAsync(cancellationToken)).TrimEnd(), Does.EndWith("all right"));
    }

    [Test]
    [CancelAfter(Limit)]
    public async Task Trimmed_it_runs(CancellationToken cancellationToken)
    {
        using var consumer = Consumer.Create();

        var published = await consumer.PublishAsync(RuntimeInformation.RuntimeIdentifier, cancellationToken, "--self-contained", "-p:PublishTrimmed=true");

        TestContext.Out.WriteLine($"self-contained and trimmed: {published.Megabytes:N0} MB");
        Assert.That((await published.RunAsync(cancellationToken)).TrimEnd(), Does.EndWith("all right"));
    }

    [Test]
    [CancelAfter(Limit)]
    public async Task The_trimmer_finds_nothing_in_it_that_trimming_could_break(CancellationToken cancellationToken)
    {
        using var consumer = Consumer.Create(isRooted: true);

        var published = await consumer.PublishAsync(RuntimeInformation.RuntimeIdentifier, cancellationToken, "--self-contained", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false");

        Assert.That(published.Printed.Split('\n').Where(l => l.Contains("warning IL", StringComparison.Ordinal) && l.Contains(": TradeStore.", StringComparison.Ordinal)).Distinct(), Is.Empty);
        Assert.That((await published.RunAsync(cancellationToken)).TrimEnd(), Does.EndWith("all right"));
    }

    [TestCase("win-x64", "duckdb.dll")]
    [TestCase("osx-arm64", "libduckdb.dylib")]
    [TestCase("linux-arm64", "libduckdb.so")]
    [CancelAfter(Limit)]
    public async Task Published_for_another_platform_it_has_the_library_of_that_platform(string platform, string library, CancellationToken cancellationToken)
    {
        using var consumer = Consumer.Create();

        var published = await consumer.PublishAsync(platform, cancellationToken, "--self-contained", "false");

        TestContext.Out.WriteLine($"{platform}: {published.Megabytes:N0} MB, framework-dependent");
        Assert.That(File.Exists(published.Program), Is.True);
        Assert.That(Directory.EnumerateFiles(published.Folder, "*duckdb.*", SearchOption.AllDirectories).Select(Path.GetFileName).Where(n => n != "TradeStore.DuckDb.dll"), Is.EqualTo(new[] { library }));
        Assert.That(PlatformsOf(Path.Combine(published.Folder, library)), Does.Contain(platform));
    }

    // By the headers of the three formats: PE, Mach-O (one for several processors), ELF.
    private static IReadOnlyList<string> PlatformsOf(string library)
    {
        using var file = File.OpenRead(library);
        using var reader = new BinaryReader(file);
        switch (reader.ReadUInt32())
        {
            case 0x464c457f:
                file.Position = 18;
                return [reader.ReadUInt16() switch { 62 => "linux-x64", 183 => "linux-arm64", var other => $"ELF {other}" }];
            case 0xbebafeca:
                return [.. Enumerable.Range(0, (int)BigEndian(reader)).Select(_ =>
                {
                    var processor = BigEndian(reader);
                    file.Position += 16;
                    return processor switch { 0x01000007 => "osx-x64", 0x0100000c => "osx-arm64", var other => $"Mach-O {other:x}" };
                })];
            default:
                file.Position = 0;
                using (var headers = new PEReader(file))
                {
                    return [headers.PEHeaders.CoffHeader.Machine switch { Machine.Amd64 => "win-x64", Machine.Arm64 => "win-arm64", var other => $"PE {other}" }];
                }
        }

        static uint BigEndian(BinaryReader reader) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(reader.ReadUInt32());
    }
}
