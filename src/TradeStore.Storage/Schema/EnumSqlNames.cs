using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Schema;

/// <summary>The names of one enum, worked out once.</summary>
internal static class EnumSqlNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly EnumNames Names = Read(typeof(TEnum));

    public static IReadOnlyList<string> All => Names.All;

    public static string? Find(TEnum value) => Names.Find(Number(value));

    public static bool TryFind(string name, out TEnum value)
    {
        var isFound = Names.TryFind(name, out var number);
        value = isFound ? Value(number) : default;
        return isFound;
    }

    /// <summary>Returns the name; a value that has none is shown as it is, so that an error says what the caller passed.</summary>
    public static string Text(TEnum value) => Find(value) ?? value.ToString();

    /// <exception cref="FormatException">No member has the name.</exception>
    public static TEnum Parse(string name) => TryFind(name, out var value)
        ? value
        : throw new FormatException($"'{name}' is not a {typeof(TEnum).Name}. It has: {string.Join(", ", All)}.");

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The members of an enum that is used are never trimmed.")]
    private static EnumNames Read(Type type)
    {
        var names = new EnumNames();
        var values = Enum.GetValues(type);

        // They come in the order of their bits, in which negative numbers are the last ones.
        Array.Sort(values);
        foreach (var boxed in values)
        {
            var name = Enum.GetName(type, boxed)!;
            var number = Number((TEnum)boxed);
            if (number != 0 || name != "None")
            {
                names.Add(number, type.GetField(name)!.GetCustomAttribute<StoredAsAttribute>()?.Name ?? SqlName.FromPascalCase(name));
            }
        }

        return names;
    }

    // The size is known when the code is compiled: one of the four is left.
    private static ulong Number(TEnum value) => Unsafe.SizeOf<TEnum>() switch
    {
        sizeof(byte) => Unsafe.BitCast<TEnum, byte>(value),
        sizeof(ushort) => Unsafe.BitCast<TEnum, ushort>(value),
        sizeof(uint) => Unsafe.BitCast<TEnum, uint>(value),
        _ => Unsafe.BitCast<TEnum, ulong>(value),
    };

    private static TEnum Value(ulong number) => Unsafe.SizeOf<TEnum>() switch
    {
        sizeof(byte) => Unsafe.BitCast<byte, TEnum>(checked((byte)number)),
        sizeof(ushort) => Unsafe.BitCast<ushort, TEnum>(checked((ushort)number)),
        sizeof(uint) => Unsafe.BitCast<uint, TEnum>(checked((uint)number)),
        _ => Unsafe.BitCast<ulong, TEnum>(number),
    };
}

/// <summary>Names and the numbers they stand for, in the order of the numbers. Not generic, so that the many enums of a store share its compiled code.</summary>
internal sealed class EnumNames
{
    private readonly List<string> _all = [];
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<string, ulong> _numbers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All => _all;

    /// <summary>Adds a name, unless the number has one already. One that two numbers have stands for the first; a declaration refuses it.</summary>
    public void Add(ulong number, string name)
    {
        if (_names.TryAdd(number, name))
        {
            _numbers.TryAdd(name, number);
            _all.Add(name);
        }
    }

    public string? Find(ulong number) => _names.GetValueOrDefault(number);

    public bool TryFind(string name, out ulong number) => _numbers.TryGetValue(name, out number);
}
