using Dashboard.Access.Authentication;
using Dashboard.Access.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.OAuth;

/// <summary>Signing in by a provider elsewhere, where the environment names one.</summary>
internal static class OAuthModule
{
    public static void AddOAuthSignIn(
        this IServiceCollection services, AuthenticationBuilder authentication, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ProviderSettings>, ProviderSettingsValidator>();
        services.AddOptions<ProviderSettings>().Bind(configuration).ValidateOnStart();
        var settings = ProviderSettings.From(configuration);
        if (!settings.IsConfigured)
        {
            return;
        }

        services.AddSingleton(settings);
        services.AddSingleton<ProviderDirectory>();
        services.AddSingleton<OutsideArrival>();
        services.AddSingleton(new SignInWay(settings.Name, AccessPaths.OAuth));
        authentication.AddOAuth<ProviderOptions, ProviderHandler>(
            AccessSchemes.OAuth, settings.Name, options => Configure(options, settings));
    }

    public static void MapOAuthSignIn(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<ProviderSettings>() is not null)
        {
            endpoints.MapGet(AccessPaths.OAuth, BeginAsync).ExcludeFromDescription();
        }
    }

    private static void Configure(ProviderOptions options, ProviderSettings settings)
    {
        (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
        options.CallbackPath = AccessPaths.OAuthCallback;
        options.SignInScheme = AccessSchemes.Cookie;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in ProviderSettings.Split(settings.Scopes, ' '))
        {
            options.Scope.Add(scope);
        }

        // The way back is a link that the browser follows, so the cookie need not be sent to anything else; without
        // TLS a cookie for all would not be kept.
        options.CorrelationCookie.Name = "dashboard-oauth.";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // Codes and tokens go where the settings say, and nowhere else.
        options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        options.Events.OnTicketReceived = context => Arrival(context.HttpContext).ReceiveAsync(context);
        options.Events.OnRemoteFailure = context =>
        {
            Arrival(context.HttpContext).Fail(context, context.Failure);
            return Task.CompletedTask;
        };
        options.Events.OnAccessDenied = context =>
        {
            Arrival(context.HttpContext).Fail(context, failure: null);
            return Task.CompletedTask;
        };
    }

    private static async Task BeginAsync(
        [FromQuery(Name = "return")] string? wanted, HttpContext http, OutsideArrival arrival)
    {
        try
        {
            await http.ChallengeAsync(
                AccessSchemes.OAuth, new AuthenticationProperties { RedirectUri = SignInEndpoints.LocalPath(wanted) });
        }
        catch (Exception failure) when (failure is HttpRequestException or AuthenticationFailureException
            or System.Text.Json.JsonException
            || (failure is TaskCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            arrival.Fail(http, failure);
        }
    }

    private static OutsideArrival Arrival(HttpContext http) =>
        http.RequestServices.GetRequiredService<OutsideArrival>();
}
