using System.Text;

namespace Dashboard.Pricing.Matching;

/// <summary>What every text that a regular expression matches begins with: <c>^gpt-5\.6-luna-\d{4}</c>.</summary>
internal static class LiteralStart
{
    /// <summary>Empty where the expression does not say, or has alternatives.</summary>
    public static string Of(string expression)
    {
        if (expression is not ['^', ..] || expression.Contains('|', StringComparison.Ordinal)
            || expression.Contains("(?", StringComparison.Ordinal))
        {
            return "";
        }

        var start = new StringBuilder();
        for (var i = 1; i < expression.Length; i++)
        {
            var escaped = expression[i] == '\\';
            var at = escaped ? i + 1 : i;
            if (at >= expression.Length || !IsLiteral(expression[at], escaped) || IsRepeated(expression, at + 1))
            {
                break;
            }

            start.Append(expression[at]);
            i = at;
        }

        return start.ToString();
    }

    // Letters and digits mean something else behind a backslash, signs without one.
    private static bool IsLiteral(char c, bool escaped) => escaped
        ? !char.IsAsciiLetterOrDigit(c)
        : char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '/' or '_' or ':' or '@' or ',' or '=';

    private static bool IsRepeated(string expression, int at) =>
        at < expression.Length && expression[at] is '*' or '?' or '{' or '+';
}
