using System.Reflection;
using System.Runtime.CompilerServices;
using TradeStore.Storage;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Repositories;

namespace TradeStore.Tests.Conventions;

internal sealed class ConventionTests
{
    private static readonly Assembly[] Layers = [typeof(TableStore).Assembly, typeof(Store).Assembly];
    private static readonly Type[] PublicTypes = [.. Layers.SelectMany(layer => layer.GetExportedTypes())];

    private static IEnumerable<MethodInfo> PublicMethods => PublicTypes
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(m => !m.IsSpecialName && m.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    [Test]
    public void Public_types_are_sealed_unless_they_are_there_to_be_derived_from()
    {
        Assert.That(PublicTypes.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !t.IsAssignableTo(typeof(Exception)) && !IsDerivedFrom(t)), Is.Empty);
    }

    [Test]
    public void Public_methods_that_wait_are_called_Async_and_take_a_token_last()
    {
        foreach (var method in PublicMethods.Where(IsAsync))
        {
            var name = $"{method.DeclaringType!.Name}.{method.Name}";
            Assert.That(method.Name, Does.EndWith("Async"), name);
            if (method.Name != nameof(IAsyncDisposable.DisposeAsync))
            {
                Assert.That(method.GetParameters().LastOrDefault()?.ParameterType, Is.EqualTo(typeof(CancellationToken)), name);
                Assert.That(method.GetParameters()[^1].HasDefaultValue, Is.True, name);
            }
        }
    }

    [Test]
    public void No_method_that_does_not_wait_is_called_Async()
    {
        Assert.That(PublicMethods.Where(m => !IsAsync(m) && m.Name.EndsWith("Async", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void No_type_has_a_name_that_says_nothing()
    {
        var types = Layers.SelectMany(layer => layer.GetTypes()).Where(t => !t.IsNested);

        Assert.That(types.Where(t => new[] { "Manager", "Helper", "Helpers", "Utils", "Util" }.Any(w => t.Name.EndsWith(w, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Every_type_lies_in_the_namespace_of_the_product()
    {
        Assert.That(PublicTypes.Where(t => !(t.Namespace ?? "").StartsWith("TradeStore", StringComparison.Ordinal)), Is.Empty);
    }

    // What tests of applications fake (FakeTests), and the bases of what the trading store has.
    private static bool IsDerivedFrom(Type type) =>
        type == typeof(StorageOptions) || type == typeof(TableBatch) || type == typeof(Store) || type.Name.Contains("Repository", StringComparison.Ordinal);

    private static bool IsAsync(MethodInfo method)
    {
        var type = method.ReturnType;
        var bare = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return bare == typeof(Task) || bare == typeof(Task<>) || bare == typeof(ValueTask) || bare == typeof(ValueTask<>) || bare == typeof(IAsyncEnumerable<>);
    }
}
