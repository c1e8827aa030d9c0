namespace TradeStore.CrashTests.Worker;

/// <summary>What a call asks of the store.</summary>
public enum TradingCallKind
{
    None = 0,
    Register,
    Submit,
    Fill,
    Cancel,
    Retry,
    Mark,
}
