using Microsoft.AspNetCore.Authentication.OAuth;

namespace Dashboard.Access.OAuth;

/// <summary>The framework's options, whose endpoints may only be found out when somebody signs in.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    /// <summary>Nothing: <see cref="ProviderSettingsValidator"/> has looked at all of it at the start.</summary>
    public override void Validate()
    {
    }
}
