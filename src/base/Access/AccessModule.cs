using Dashboard.Access.Authentication;
using Dashboard.Access.Keys;
using Dashboard.Access.OAuth;
using Dashboard.Access.Passwords;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Dashboard.Access.SignIn;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dashboard.Access;

/// <summary>Who may do what: API keys, people, roles, sign-in.</summary>
public static class AccessModule
{
    /// <summary>The tables of this capability.</summary>
    public static MigrationSet Migrations { get; } =
        new("access", typeof(AccessModule).Assembly, "Migrations", DatabaseRole.Decisions);

    /// <summary>Registers authentication by key and by cookie, and one policy per scope.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddOptions<AccessOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton(Migrations);
        services.AddSingleton(new EventTypes(
            typeof(ApiKeyCreated), typeof(ApiKeyRevoked), typeof(SignInLinkIssued), typeof(SignedIn),
            typeof(SessionRevoked), typeof(PersonInvited), typeof(InvitationRevoked), typeof(PersonJoined),
            typeof(PersonRoleChanged), typeof(PersonRemoved), typeof(PasswordResetIssued), typeof(PasswordChanged)));
        services.AddSingleton<IProjection, ApiKeyProjection>();
        services.AddSingleton<ApiKeyQueries>();
        services.AddSingleton<ApiKeyLoader>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyLoader>());
        services.AddHostedService<KeyUseWriter>();
        services.AddSingleton(provider => new ApiKeyDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<ApiKeyQueries>(),
            provider.GetRequiredService<ApiKeyLoader>(),
            provider.GetRequiredService<ApiKeys>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StreamState>(new StreamState<SignInLink?>(null, SignInLink.Apply));
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<SessionTable>();
        services.AddSingleton<IProjection, SessionProjection>();
        services.AddSingleton<SessionBook>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionBook>());
        services.AddSingleton(provider => new SessionDesk(
            provider.GetRequiredService<EventStore.EventStore>(),
            provider.GetRequiredService<SessionTable>(),
            provider.GetRequiredService<SessionBook>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddPeople();
        services.AddPasswords();

        var authentication = services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, null, scheme =>
                scheme.ForwardDefaultSelector = context => RequestKind.Scheme(context.Request))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.ApiKey, null)
            .AddCookie(AccessSchemes.Cookie, CookieSetup.Configure);
        services.AddOAuthSignIn(authentication, configuration);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "x-csrf-token";
            antiforgery.Cookie.Name = "dashboard-csrf";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection()
            .SetApplicationName("llmops-dashboard")
            .PersistKeysToFileSystem(new DirectoryInfo(
                Path.Combine(PostgresOptions.From(configuration).DataFolder, "data-protection")));

        services.AddSingleton<IAuthorizationMiddlewareResultHandler, DenialResultHandler>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
        {
            authorization.AddPolicy(Scopes.Policy(scope), policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new ScopeRequirement(scope)));
        }

        return services;
    }

    /// <summary>
    /// Open pages notice within seconds that their session has ended. Call it after interactive components are added,
    /// whose own provider it replaces.
    /// </summary>
    public static IServiceCollection AddLiveSessions(this IServiceCollection services) =>
        services.AddScoped<AuthenticationStateProvider, LiveSession>();

    /// <summary>
    /// Authenticates and authorizes every request, and keeps foreign pages from using a person's cookie.
    /// </summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<CookieGuard>();
        app.UseAntiforgery();
    }

    /// <summary>
    /// Maps the sign-in pages, <c>/api/keys</c>, <c>/api/sessions</c>, <c>/api/people</c> and <c>/api/me</c>.
    /// </summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        SignInEndpoints.Map(endpoints);
        ApiKeyEndpoints.Map(endpoints);
        SessionEndpoints.Map(endpoints);
        PeopleEndpoints.Map(endpoints);
        PasswordEndpoints.Map(endpoints);
        endpoints.MapOAuthSignIn();
    }
}
