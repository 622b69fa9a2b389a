using System.Globalization;

namespace Dashboard.EventStore;

/// <summary>What is wrong with a store that does not go on from the newest sealed event that was seen, in a sentence.</summary>
internal static class HeadFault
{
    /// <summary>What to do about it.</summary>
    public const string Settle =
        "If you restored an older copy yourself, settle it with './dev audit accept --reason ...'.";

    /// <summary>The store has fewer sealed events than there were.</summary>
    /// <param name="seen">The newest end that was seen.</param>
    /// <param name="chained">Sealed events that are left.</param>
    /// <param name="unchained">Events without a seal.</param>
    public static string Fewer(SealedHead seen, long chained, long unchained) => Sentence(
        (chained, unchained) switch
        {
            (0, 0) => "The store is empty",
            (0, _) => "The store holds only events without a seal",
            _ => string.Create(CultureInfo.InvariantCulture, $"The store ends with sealed event {chained}"),
        },
        seen);

    /// <summary>The store has another event in the place of the one that was seen.</summary>
    public static string Other(SealedHead seen) => Sentence(
        string.Create(CultureInfo.InvariantCulture, $"Sealed event {seen.Events} is another one"), seen);

    private static string Sentence(string what, SealedHead seen) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}, but {seen.Events} sealed events were seen here, the last of {seen.At.UtcDateTime:u}: its events were "
        + $"removed or an older copy was put in its place. {Settle}");
}
