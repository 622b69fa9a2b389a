using Microsoft.Extensions.Options;

namespace Dashboard.Gateway;

/// <summary>Refuses settings under which no request could be served.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        foreach (var (value, setting) in Times(options))
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
            {
                faults.Add($"{setting} is {value}: give a time between 00:00:00.001 and 1.00:00:00, such as 00:01:30.");
            }
        }

        if (options.KeepAlive < TimeSpan.Zero || options.KeepAlive > TimeSpan.FromDays(1))
        {
            faults.Add($"{GatewayOptions.KeepAliveSetting} is {options.KeepAlive}: give a time such as 00:00:15, or 0.");
        }

        if (options.MaxBodyBytes < 1024)
        {
            faults.Add($"{GatewayOptions.BodySetting} is {options.MaxBodyBytes}: give at least 1024 bytes.");
        }

        if (options.BreakerFailures < 1)
        {
            faults.Add($"{GatewayOptions.BreakerFailuresSetting} is {options.BreakerFailures}: give at least 1.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static (TimeSpan Value, string Setting)[] Times(GatewayOptions options) =>
    [
        (options.ConnectTimeout, "DASHBOARD_GATEWAY_CONNECT_TIMEOUT"),
        (options.FirstByteTimeout, GatewayOptions.FirstByteSetting),
        (options.IdleTimeout, "DASHBOARD_GATEWAY_IDLE_TIMEOUT"),
        (options.TotalTimeout, "DASHBOARD_GATEWAY_TOTAL_TIMEOUT"),
        (options.BreakerCooldown, "DASHBOARD_GATEWAY_BREAKER_COOLDOWN"),
    ];
}
