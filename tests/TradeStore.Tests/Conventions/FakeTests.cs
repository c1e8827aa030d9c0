using System.Reflection;
using TradeStore.Storage;
using TradeStore.Storage.Repositories;

namespace TradeStore.Tests.Conventions;

/// <summary>What uses a store can be tested without one: each repository, and the store itself, can be derived from, and each member overridden.</summary>
internal sealed class FakeTests
{
    private static IEnumerable<Type> Fakeable =>
    [
        typeof(Store),
        .. new[] { typeof(TableStore), typeof(Store) }.SelectMany(t => t.Assembly.GetExportedTypes()).Where(t => t.Name.Contains("Repository", StringComparison.Ordinal)),
    ];

    [Test]
    public void Every_repository_of_a_store_is_known_here() => Assert.That(
        typeof(Store).GetProperties().Select(p => p.PropertyType).Where(t => t.Namespace!.EndsWith("Repositories", StringComparison.Ordinal)).Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t),
        Is.SubsetOf(Fakeable).And.Not.Empty);

    [TestCaseSource(nameof(Fakeable))]
    public void It_can_be_derived_from_and_every_member_overridden(Type type)
    {
        var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, []);
        Assert.That((type.IsSealed, constructor?.IsFamily), Is.EqualTo((false, true)));

        // Closing is overridden by the methods that stand behind these two.
        var members = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.Name is not (nameof(IDisposable.Dispose) or nameof(IAsyncDisposable.DisposeAsync)));
        Assert.That(members.Where(m => !m.IsVirtual || m.IsFinal).Select(m => m.Name), Is.Empty);
        Assert.That(type.GetFields(BindingFlags.Public | BindingFlags.Instance), Is.Empty);
    }

    [Test]
    public async Task A_store_of_fakes_has_what_was_put_into_it_and_closes()
    {
        await using Store store = new FakeStore();
        Assert.That(store.Series<string>(null!).Table, Is.Null);
        Assert.That(store.Ticks, Is.Null);
        store.Dispose();
    }

    private sealed class FakeStore : Store
    {
        public override SeriesRepository<TRow> Series<TRow>(Storage.Declarations.Table<TRow> table) => new FakeSeries<TRow>();
    }

    private sealed class FakeSeries<TRow> : SeriesRepository<TRow>
        where TRow : class
    {
        public override Storage.Declarations.Table<TRow> Table => null!;
    }
}
