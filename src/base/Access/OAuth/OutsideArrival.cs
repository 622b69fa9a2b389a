using System.Data.Common;
using System.Security.Claims;
using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.SignIn;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Access.OAuth;

/// <summary>What becomes of whoever comes back from the provider: signed in, or led back with the reason.</summary>
internal sealed partial class OutsideArrival(
    ProviderSettings settings, OutsideDoor outside, PeopleDesk people, SignInDoor door, ILogger<OutsideArrival> logger)
{
    /// <summary>Who decides that somebody of an allowed domain needs no invitation.</summary>
    private const string DomainPolicy = "policy:sign-in-domains";

    /// <summary>Signs in whom the provider vouches for.</summary>
    public async Task ReceiveAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        try
        {
            await EnterAsync(context, context.HttpContext.RequestAborted);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            Fail(context.HttpContext, failure);
        }
    }

    /// <summary>Leads back whoever did not get through.</summary>
    public void Fail(HandleRequestContext<RemoteAuthenticationOptions> context, Exception? failure)
    {
        LogFailed(settings.Name, failure?.Message ?? "it was broken off there");
        context.HandleResponse();
        Refuse(context.HttpContext, SignInDenial.Failed);
    }

    /// <summary>Leads back somebody for whom the provider, or our own database, could not be asked.</summary>
    public void Fail(HttpContext http, Exception failure)
    {
        LogFailed(settings.Name, failure.Message);
        Refuse(http, SignInDenial.Failed);
    }

    private async Task EnterAsync(TicketReceivedContext context, CancellationToken ct)
    {
        var result = await AdmitAsync(IdentityOf(context.Principal!), ct);
        if (result is not AdmitResult.Admitted admitted)
        {
            LogRefused(settings.Name, result.GetType().Name);
            Refuse(context.HttpContext, SignInDenial.Code(result)!);
            return;
        }

        // The session that the browser brings along, which ends: nobody has looked at its cookie yet.
        if ((await context.HttpContext.AuthenticateAsync(AccessSchemes.Cookie)).Principal is { } former)
        {
            context.HttpContext.User = former;
        }

        await door.EnterAsync(context.HttpContext, admitted.PersonId, ct);
        context.Response.Redirect(SignInEndpoints.LocalPath(context.ReturnUri));
    }

    private async Task<AdmitResult> AdmitAsync(OutsideIdentity who, CancellationToken ct)
    {
        var result = await outside.AdmitAsync(who, ct);
        if (result is not (AdmitResult.NotInvited or AdmitResult.InvitationExpired)
            || who.Email is null || settings.RoleFor(who.Email) is not { } role)
        {
            return result;
        }

        var why = new EventContext(DomainPolicy, $"{ProviderSettings.Prefix}DOMAINS names the domain of the address");
        await people.InviteAsync(new InvitePerson(who.Email, role.Name()), why, ct);
        return await outside.AdmitAsync(who, ct);
    }

    private static OutsideIdentity IdentityOf(ClaimsPrincipal principal) => new(
        principal.FindFirst(ProviderHandler.IssuerClaim)!.Value,
        principal.FindFirst(ClaimTypes.NameIdentifier)!.Value,
        principal.FindFirst(ClaimTypes.Email)?.Value,
        principal.FindFirst(ClaimTypes.Name)?.Value);

    private static void Refuse(HttpContext http, string code) =>
        http.Response.Redirect($"{AccessPaths.SignIn}?denied={code}");

    [LoggerMessage(Level = LogLevel.Information, Message = "Somebody who came from {Provider} was refused: {Reason}")]
    private partial void LogRefused(string provider, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in with {Provider} failed: {Reason}")]
    private partial void LogFailed(string provider, string reason);
}
