using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Compiles what makes rows of values that were read, once for each way in which the rows of a type are made.</summary>
internal static class RowCompiler<[DynamicallyAccessedMembers(RowTypes.Members)] T>
{
    private static readonly ConcurrentDictionary<string, Action<ColumnValues[], int, List<T>>> Makers = new(StringComparer.Ordinal);

    /// <summary>Returns what makes tuples.</summary>
    public static Action<ColumnValues[], int, List<T>> Tuples() => Makers.GetOrAdd("", static _ => Compile(
        [.. TupleType.Elements(typeof(T))],
        (parts, row, rows) => [Expression.Call(rows, Add, Tuple(typeof(T), new Queue<Expression>(parts)))]));

    /// <summary>Returns what makes objects.</summary>
    public static Action<ColumnValues[], int, List<T>> Objects(RowLayout layout) => Makers.GetOrAdd(layout.Way, static (_, layout) => Compile(
        [.. layout.Parts.Select(p => p.Type)],
        (parts, row, rows) =>
        [
            Expression.Assign(row, New(layout, parts)),
            .. layout.Properties.Select((p, i) => Set(Expression.Property(row, p.Property), parts[layout.Parameters.Count + i], layout.KeepsDefaults)),
            Expression.Call(rows, Add, row),
        ]), layout);

    private static System.Reflection.MethodInfo Add { get; } = ((Action<T>)new List<T>().Add).Method;

    // With the values' arrays looked up once a chunk: for (index = 0; index < count; index++) rows.Add(new T(first[index], …));
    private static Action<ColumnValues[], int, List<T>> Compile(Type[] types, Func<Expression[], ParameterExpression, Expression, Expression[]> make)
    {
        var columns = Expression.Parameter(typeof(ColumnValues[]));
        var count = Expression.Parameter(typeof(int));
        var rows = Expression.Parameter(typeof(List<T>));
        var row = Expression.Variable(typeof(T));
        var index = Expression.Variable(typeof(int));
        var arrays = Array.ConvertAll(types, t => Expression.Variable(ValuesOf(columns, 0, t).Type));
        var end = Expression.Label();
        var body = Expression.Block(
            [row, index, .. arrays],
            [
                .. arrays.Select((array, i) => Expression.Assign(array, ValuesOf(columns, i, types[i]))),
                Expression.Assign(index, Expression.Constant(0)),
                Expression.Loop(
                    Expression.IfThenElse(
                        Expression.LessThan(index, count),
                        Expression.Block([.. make([.. types.Select((t, i) => Value(arrays[i], index, t))], row, rows), Expression.PreIncrementAssign(index)]),
                        Expression.Break(end)),
                    end),
            ]);
        return Expression.Lambda<Action<ColumnValues[], int, List<T>>>(body, columns, count, rows).Compile();
    }

    [DynamicDependency(nameof(ColumnValues<>.Values), typeof(ColumnValues<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The property is kept by the dependency.")]
    private static MemberExpression ValuesOf(Expression columns, int index, Type type) => Expression.Property(
        Expression.Convert(Expression.ArrayIndex(columns, Expression.Constant(index)), ValueReading.ValuesType(type)), nameof(ColumnValues<>.Values));

    private static Expression Value(Expression array, Expression index, Type type)
    {
        var value = Expression.ArrayIndex(array, index);
        return value.Type == type ? value : Expression.Convert(value, type);
    }

    private static NewExpression New(RowLayout layout, Expression[] parts) =>
        layout.Constructor is { } constructor ? Expression.New(constructor, parts.Take(layout.Parameters.Count)) : Expression.New(typeof(T));

    private static Expression Set(MemberExpression property, Expression value, bool keepsDefault)
    {
        var set = Expression.Assign(property, value);
        return keepsDefault && (!value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null)
            ? Expression.IfThen(Expression.NotEqual(value, Expression.Constant(null, value.Type)), set)
            : set;
    }

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ValueTuple<,,,,,,,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The constructors of tuples are kept by the dependencies.")]
    private static NewExpression Tuple(Type tuple, Queue<Expression> parts)
    {
        var types = tuple.GetGenericArguments();
        return Expression.New(tuple.GetConstructor(types)!, types.Select(t => TupleType.Is(t) ? Tuple(t, parts) : parts.Dequeue()).ToList());
    }
}
