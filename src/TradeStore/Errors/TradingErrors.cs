using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>A fill is larger than what is left of its order. Order, position and round trip are as they were.</summary>
public sealed class OverfillException : TradeStoreException
{
    internal OverfillException(Guid orderId, decimal orderQuantity, decimal filledQuantity, decimal executionQuantity)
        : base(
            TradeStoreErrorCode.Overfill,
            $"The order {orderId} is for {orderQuantity:0.########}, of which {filledQuantity:0.########} are filled: a fill of {executionQuantity:0.########} would be more than is left.")
    {
        OrderId = orderId;
        OrderQuantity = orderQuantity;
        FilledQuantity = filledQuantity;
        ExecutionQuantity = executionQuantity;
    }

    /// <summary>Gets the order.</summary>
    public Guid OrderId { get; }

    /// <summary>Gets the quantity the order is for.</summary>
    public decimal OrderQuantity { get; }

    /// <summary>Gets the quantity filled before.</summary>
    public decimal FilledQuantity { get; }

    /// <summary>Gets the quantity of the fill that was refused.</summary>
    public decimal ExecutionQuantity { get; }
}

/// <summary>An order cannot change from its status to the one asked for; <c>docs/orders.md</c> shows the legal transitions. The order is as it was.</summary>
public sealed class IllegalTransitionException : TradeStoreException
{
    internal IllegalTransitionException(Guid orderId, OrderStatus from, OrderStatus to, IReadOnlyList<OrderStatus> legal)
        : base(TradeStoreErrorCode.IllegalTransition, Describe(orderId, from, to, legal))
    {
        OrderId = orderId;
        From = from;
        To = to;
        Legal = legal;
    }

    /// <summary>Gets the order.</summary>
    public Guid OrderId { get; }

    /// <summary>Gets the order's status; <see cref="OrderStatus.None"/> when the order was to be created.</summary>
    public OrderStatus From { get; }

    /// <summary>Gets the status that was refused.</summary>
    public OrderStatus To { get; }

    /// <summary>Gets what would have been legal; nothing when the order has ended.</summary>
    public IReadOnlyList<OrderStatus> Legal { get; }

    private static string Describe(Guid orderId, OrderStatus from, OrderStatus to, IReadOnlyList<OrderStatus> legal)
    {
        var what = from == OrderStatus.None
            ? $"The new order {orderId} cannot begin as {Name(to)}"
            : $"The order {orderId} is {Name(from)} and cannot become {Name(to)}";
        return legal.Count == 0 ? $"{what}: it has ended." : $"{what}; legal are: {string.Join(", ", legal.Select(Name))}.";
    }

    private static string Name(OrderStatus status) => status.ToString().ToLowerInvariant();
}

/// <summary>A signal cannot change as asked: it was executed before, or was refused or void. The signal is as it was.</summary>
public sealed class IllegalSignalChangeException : TradeStoreException
{
    internal IllegalSignalChangeException(Guid signalId, string reason)
        : base(TradeStoreErrorCode.IllegalSignalChange, $"The signal {signalId} cannot change so: {reason}")
    {
        SignalId = signalId;
        Reason = reason;
    }

    /// <summary>Gets the signal.</summary>
    public Guid SignalId { get; }

    /// <summary>Gets the rule that stands against the change.</summary>
    public string Reason { get; }
}

/// <summary>A row refers to one that is not in the store, as a fill to its order; or one that is to be changed is not there. Nothing of its write was kept.</summary>
public sealed class UnknownReferenceException : TradeStoreException
{
    internal UnknownReferenceException(string table, string column, object value)
        : this(table, column, value, "which is not in the store. Write that first.")
    {
    }

    internal UnknownReferenceException(string table, string column, object value, string explanation)
        : this($"A row for '{table}' refers to {column} = {value}, {explanation}", (table, column, value))
    {
    }

    private UnknownReferenceException(string message, (string Table, string Column, object Value) unknown)
        : base(TradeStoreErrorCode.UnknownReference, message)
    {
        var (table, column, value) = unknown;
        Table = table;
        Column = column;
        Value = value;
    }

    /// <summary>Gets the table the row was for.</summary>
    public string Table { get; }

    /// <summary>Gets the column that refers.</summary>
    public string Column { get; }

    /// <summary>Gets the value that leads nowhere.</summary>
    public object Value { get; }

    /// <summary>Returns the error of a change of a row that is not there.</summary>
    internal static UnknownReferenceException Changed(string table, string column, object value) =>
        new($"'{table}' has no row with {column} = {value}, which was to be changed.", (table, column, value));
}

/// <summary>A version of a bot's configuration would be in force at the same time as another. Both are as they were.</summary>
public sealed class ConfigurationOverlapException : TradeStoreException
{
    internal ConfigurationOverlapException(BotConfiguration refused, BotConfiguration existing)
        : base(
            TradeStoreErrorCode.ConfigurationOverlap,
            $"Version {refused.Version} of the configuration of '{refused.BotId}', in force {Range(refused)}, overlaps version {existing.Version}, in force {Range(existing)}. "
            + "Only a version without an end is ended by one that begins later.")
    {
        BotId = refused.BotId;
        Refused = refused;
        Existing = existing;
    }

    /// <summary>Gets the bot.</summary>
    public string BotId { get; }

    /// <summary>Gets the version that was refused; its number is free still.</summary>
    public BotConfiguration Refused { get; }

    /// <summary>Gets the earliest version that it overlaps and cannot end.</summary>
    public BotConfiguration Existing { get; }

    private static string Range(BotConfiguration version) => version.EffectiveTo is { } end
        ? $"from {version.EffectiveFrom:O} to {end:O}"
        : $"from {version.EffectiveFrom:O} on";
}
