namespace QuickStart.Simulation;

/// <summary>The simulated session: Monday 2 June 2025, 09:30 to 16:00 in New York, busy at both ends and quiet at noon.</summary>
internal static class SessionClock
{
    public static readonly DateTime Open = new(2025, 6, 2, 13, 30, 0, DateTimeKind.Utc);

    public static readonly TimeSpan Length = TimeSpan.FromHours(6.5);

    /// <summary>The time by which a share of the day's events has happened.</summary>
    /// <remarks>
    /// With y running from -1 at the open to 1 at the close, activity is 1 + 3y²; its integral is y³ + y, and this is the inverse of that.
    /// </remarks>
    public static DateTime TimeAt(double share)
    {
        var q = (4 * share) - 2;
        var y = 2 / Math.Sqrt(3) * Math.Sinh(Math.Asinh(1.5 * Math.Sqrt(3) * q) / 3);
        var microseconds = (long)(Length.TotalMicroseconds * Math.Clamp((y + 1) / 2, 0, 1));
        return Open.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
    }
}
