namespace Dashboard.Ui.Components;

/// <summary>How far a page looks back from now. The name is what stands in the address.</summary>
public sealed record TimeRange(string Name, string Label, string Words, TimeSpan Length)
{
    public static TimeRange Hour { get; } = new("1h", "1\u202Fh", "hour", TimeSpan.FromHours(1));

    public static TimeRange Day { get; } = new("24h", "24\u202Fh", "24 hours", TimeSpan.FromHours(24));

    public static TimeRange Week { get; } = new("7d", "7\u202Fd", "7 days", TimeSpan.FromDays(7));

    public static TimeRange Month { get; } = new("30d", "30\u202Fd", "30 days", TimeSpan.FromDays(30));

    public static IReadOnlyList<TimeRange> All { get; } = [Hour, Day, Week, Month];

    /// <summary>The range of an address; 24 hours for none and for anything that is not a range.</summary>
    public static TimeRange Parse(string? name) => All.FirstOrDefault(range => range.Name == name) ?? Day;
}
