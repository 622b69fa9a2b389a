using System.Text.Encodings.Web;
using Dashboard.Access.People;

namespace Dashboard.Access.SignIn;

/// <summary>Fills the pages for those who are not signed in; they are plain HTML and need no circuit.</summary>
internal sealed class SignInPage(PersonBook book, IEnumerable<SignInWay> ways)
{
    private readonly string _signIn = Read("signin.html");
    private readonly SignInWay[] _ways = [.. ways];

    public string Join { get; } = Read("join.html");

    public string Reset { get; } = Read("reset.html");

    /// <summary>
    /// The sign-in page. Before anybody joined the link is the only way in, and it is all that is shown.
    /// </summary>
    /// <param name="wanted">The page that the person wanted.</param>
    /// <param name="denied">Why they come back from elsewhere: a code of <see cref="SignInDenial"/>.</param>
    public string SignIn(string? wanted, string? denied)
    {
        var words = SignInDenial.Words(denied);
        return _signIn
            .Replace("{{people}}", book.HasJoined ? "" : "hidden", StringComparison.Ordinal)
            .Replace("{{link}}", book.HasJoined ? "" : "open", StringComparison.Ordinal)
            .Replace("{{failed}}", words is null ? "hidden" : "class=\"failed\"", StringComparison.Ordinal)
            .Replace("{{message}}", HtmlEncoder.Default.Encode(words ?? ""), StringComparison.Ordinal)
            .Replace("{{ways}}", string.Concat(_ways.Select(way => Button(way, wanted))), StringComparison.Ordinal);
    }

    private static string Button(SignInWay way, string? wanted)
    {
        var path = $"{way.Path}?return={Uri.EscapeDataString(SignInEndpoints.LocalPath(wanted))}";
        var (href, name) = (HtmlEncoder.Default.Encode(path), HtmlEncoder.Default.Encode(way.Name));
        return $"""<a class="way" href="{href}">Sign in with {name}</a>""";
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SignInPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
