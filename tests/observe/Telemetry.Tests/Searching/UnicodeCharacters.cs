using System.Globalization;
using System.Text;

namespace Dashboard.Telemetry.Tests.Searching;

/// <summary>All characters that Unicode has assigned.</summary>
internal static class UnicodeCharacters
{
    public static IReadOnlyList<Rune> Beyond7Bit { get; } =
        [.. Enumerable.Range(0x80, 0x110000 - 0x80).Where(Rune.IsValid).Select(code => new Rune(code)).Where(IsAssigned)];

    /// <summary>Whether it is a part of words: a letter, a mark, a number, or what joins letters invisibly.</summary>
    public static bool IsOfWords(Rune rune) => rune.Value is 0x200c or 0x200d || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsAssigned(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
