namespace TradeStore.Model;

/// <summary>What a user may do at most; stored by its lower-case name. The application that lets users in holds them to it.</summary>
public enum UserRole
{
    /// <summary>Not set: never stored, refused when written.</summary>
    None = 0,

    /// <summary><c>reader</c>: asks.</summary>
    Reader,

    /// <summary><c>writer</c>: asks and writes.</summary>
    Writer,

    /// <summary><c>admin</c>: may do everything, and says what others may.</summary>
    Admin,
}
