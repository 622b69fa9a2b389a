using System.Text.Encodings.Web;
using Dashboard.Access.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.Authentication;

/// <summary>Authenticates a request by the API key in its headers (see <see cref="PresentedKey"/>).</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TimeProvider clock,
    ApiKeys keys,
    KeyUses uses,
    FailedAttempts failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private static readonly object _waitItem = new();

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PresentedKey.Of(Request) is not { } presented)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var now = clock.GetUtcNow();
        var address = Context.Connection.RemoteIpAddress;
        var hash = ApiKeyText.Hash(presented);
        var key = keys.FindGenerated(presented, hash, now)
            ?? (failures.IsGuessing(address) ? null : keys.FindEnvironment(hash));
        if (key is null)
        {
            Context.Items[_waitItem] = failures.Add(address, hash);
            return Task.FromResult(AuthenticateResult.Fail("The API key is unknown, revoked or expired."));
        }

        uses.Note(key.KeyId, now);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(key.Principal, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Denials.WriteAsync(Context, Context.Items[_waitItem] is TimeSpan wait
            ? Denials.TooManyFailures(wait)
            : Denials.NotSignedIn(keyWasWrong: PresentedKey.Of(Request) is not null));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Denials.WriteAsync(Context, Denials.MissingScope(scope: null));
}
