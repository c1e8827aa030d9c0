namespace TradeStore.Storage.Journal;

/// <summary>Tells one start of the machine from another.</summary>
internal static class MachineStart
{
    private const string LinuxFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Gets an id that is another one after each start of the machine; empty where the system has none.</summary>
    public static Guid Id { get; } = Read();

    private static Guid Read()
    {
        try
        {
            return OperatingSystem.IsLinux() && Guid.TryParse(File.ReadAllText(LinuxFile), out var id) ? id : Guid.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
