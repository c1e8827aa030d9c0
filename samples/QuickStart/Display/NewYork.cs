namespace QuickStart.Display;

/// <summary>Times as the people of the exchange read them.</summary>
internal static class NewYork
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static string Minute(DateTime utc) => $"{TimeZoneInfo.ConvertTimeFromUtc(utc, Zone):HH:mm}";

    public static string Moment(DateTime utc) => $"{TimeZoneInfo.ConvertTimeFromUtc(utc, Zone):yyyy-MM-dd HH:mm:ss.fff}";

    public static string Millisecond(DateTime utc) => $"{TimeZoneInfo.ConvertTimeFromUtc(utc, Zone):HH:mm:ss.fff}";
}
