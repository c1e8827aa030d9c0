using TradeStore.Tests.Support;

namespace TradeStore.Tests.Conventions;

/// <summary>The public surface changes on purpose or not at all: with TRADESTORE_UPDATE_API=1 this test rewrites the file for the review.</summary>
internal sealed class PublicApiTests
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "tests", "TradeStore.Tests", "PublicApi.TradeStore.txt");

    [Test]
    public void The_public_surface_is_the_one_that_was_reviewed()
    {
        var surface = ApiText.Of(typeof(Store).Assembly);
        if (Environment.GetEnvironmentVariable("TRADESTORE_UPDATE_API") == "1")
        {
            File.WriteAllText(Path, string.Join('\n', surface) + "\n");
        }

        Assert.That(surface, Is.EqualTo(File.ReadAllLines(Path)), "run with TRADESTORE_UPDATE_API=1 and review what changes");
    }
}
