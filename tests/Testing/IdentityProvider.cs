using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Dashboard.Testing;

/// <summary>
/// A provider of identities on a real socket of this machine: discovery, authorization codes that ask for PKCE, user
/// information. Whoever comes is signed in at once as the account that the test has set.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "dashboard";
    public const string ClientSecret = "secret-of-the-dashboard";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, QueryString> _codes = new();
    private readonly ConcurrentDictionary<string, object> _tokens = new();

    private IdentityProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer ?? Url,
            authorization_endpoint = Url + "/authorize",
            token_endpoint = Url + "/token",
            userinfo_endpoint = Url + "/userinfo",
        }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
        _app.MapGet("/userinfo", (HttpContext http) => Answer(http, account => account));
        _app.MapGet("/emails", (HttpContext http) => Answer(http, _ => Emails));
    }

    public string Url => _app.Urls.Single();

    /// <summary>Who the discovery document says that it is; the truth where it is null.</summary>
    public string? Issuer { get; set; }

    /// <summary>The user information of whoever comes next.</summary>
    public object Account { get; set; } =
        new { sub = "1", email = "ann@example.com", email_verified = true, name = "Ann" };

    /// <summary>The addresses of whoever comes, in GitHub's form.</summary>
    public object Emails { get; set; } = Array.Empty<object>();

    /// <summary>Whether whoever comes declines.</summary>
    public bool Declines { get; set; }

    /// <summary>Why codes were refused, in their order.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    public static async Task<IdentityProvider> StartAsync(CancellationToken ct)
    {
        var provider = new IdentityProvider();
        await provider._app.StartAsync(ct);
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        var back = new Dictionary<string, string?> { ["state"] = query["state"] };
        if (query["client_id"] != ClientId || query["response_type"] != "code"
            || query["code_challenge_method"] != "S256")
        {
            return Results.BadRequest("client_id, response_type or code_challenge_method is not right");
        }

        if (Declines)
        {
            back["error"] = "access_denied";
        }
        else
        {
            var code = Random();
            _codes[code] = http.Request.QueryString;
            back["code"] = code;
        }

        return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), back));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var fault = !_codes.TryRemove(form["code"].ToString(), out var asked) ? "the code is not known, or was used"
            : form["client_id"] != ClientId || form["client_secret"] != ClientSecret ? "the client is not known"
            : form["redirect_uri"] != QueryHelpers.ParseQuery(asked.Value)["redirect_uri"]
                ? "the redirect URI is another"
            : Challenge(form["code_verifier"].ToString()) != QueryHelpers.ParseQuery(asked.Value)["code_challenge"]
                ? "the verifier is not that of the challenge"
            : null;
        if (fault is not null)
        {
            Refusals.Enqueue(fault);
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var token = Random();
        _tokens[token] = Account;
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 60 });
    }

    private IResult Answer(HttpContext http, Func<object, object> answer) =>
        http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token]
        && _tokens.TryGetValue(token, out var account)
            ? Results.Json(answer(account))
            : Results.Unauthorized();

    // RFC 7636, section 4.6.
    private static string Challenge(string verifier) =>
        WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
