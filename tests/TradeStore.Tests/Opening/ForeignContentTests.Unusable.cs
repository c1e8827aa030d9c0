using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <content>What is in the way of the store's own files and folders, or cannot be their folder.</content>
internal sealed partial class ForeignContentTests
{
    [TestCase("store.blocks", "is a folder")]
    [TestCase("store.holder", "is a folder")]
    [TestCase("staging", "is a file")]
    [TestCase("temp", "is a file")]
    [TestCase("quarantine", "is a file")]
    public async Task A_folder_where_a_file_belongs_and_a_file_where_a_folder_does_are_refused_by_name(string name, string what)
    {
        await using (await Store.OpenAsync(Root, Quick.Options()))
        {
        }

        var path = Path.Combine(Root, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path);
        if (what == "is a folder")
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, "mine");
        }

        var error = await RefusedAsync();
        Assert.That((error.Code, error.Message.Contains($"'{name}'", StringComparison.Ordinal), error.Message.Contains(what, StringComparison.Ordinal)), Is.EqualTo((TradeStoreErrorCode.StoreInaccessible, true, true)));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_path_that_the_engine_would_read_as_another_is_refused()
    {
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => Store.OpenAsync(Path.Combine(_folder.Path, "a?b"), Quick.Options()));
        Assert.That((error!.Code, Directory.Exists(Path.Combine(_folder.Path, "a?b"))), Is.EqualTo((TradeStoreErrorCode.StoreInaccessible, false)));
    }
}
