using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Layout;

/// <summary>
/// Changes of the schema, and the rows that record them: in transactions of their own, each held by a checkpoint, since the engine's
/// log cannot be trusted with both, and may be set aside.
/// </summary>
/// <param name="session">Where they are made.</param>
/// <param name="checkpoint">The way to a checkpoint; <see langword="null"/> in a database that nobody opens after a crash, which is checkpointed once it is whole.</param>
/// <param name="reached">What is called at each step.</param>
internal sealed class SchemaChange(DuckDbSession session, EngineCheckpoint? checkpoint, Action<WritingStep>? reached)
{
    /// <summary>Runs DDL.</summary>
    public void Define(string statements) => Run(statements, WritingStep.Defining, WritingStep.Defined);

    /// <summary>Writes rows.</summary>
    public void Record(string statements) => Run(statements, WritingStep.Recording, WritingStep.Recorded);

    private void Run(string statements, WritingStep before, WritingStep after)
    {
        session.Execute($"BEGIN; {statements}");
        reached?.Invoke(before);
        session.Execute("COMMIT");
        reached?.Invoke(after);
        checkpoint?.Run(session);
    }
}
