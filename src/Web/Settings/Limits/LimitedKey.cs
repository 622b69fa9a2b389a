using Dashboard.Access.Keys;
using Dashboard.Quota.Limits;

namespace Dashboard.Web.Settings.Limits;

/// <summary>A key of the gateway and its limits.</summary>
public sealed record LimitedKey(ApiKeyInfo Key, KeyLimitsAnswer Limits);
