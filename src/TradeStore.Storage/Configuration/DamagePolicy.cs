using TradeStore.Storage.Opening;

namespace TradeStore.Storage.Configuration;

/// <summary>What opening does when acknowledged data is lost from the journal and from the engine alike.</summary>
public enum DamagePolicy
{
    /// <summary>Opening fails with <see cref="Errors.StoreCorruptException"/>, which says what is lost; nothing is changed.</summary>
    Refuse = 0,

    /// <summary>The store opens with what survived; <see cref="StoreOpenReport"/> says what is lost.</summary>
    OpenWithoutTheLost,
}
