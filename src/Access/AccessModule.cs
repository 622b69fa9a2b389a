using Dashboard.Access.Authentication;
using Dashboard.Access.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dashboard.Access;

/// <summary>Who may do what: API keys, people, roles, sign-in.</summary>
public static class AccessModule
{
    /// <summary>Registers authentication by key and by cookie, and one policy per scope.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddOptions<AccessOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<FailedAttempts>();

        services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, null, scheme =>
                scheme.ForwardDefaultSelector = context => RequestKind.Scheme(context.Request))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.ApiKey, null);

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
}
