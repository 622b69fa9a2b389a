using Microsoft.JSInterop;

namespace Dashboard.Ui.Components;

/// <summary>The time zone of the browser behind this circuit. UTC until it is known, and where it is not.</summary>
public sealed class ReaderZone(IJSRuntime javaScript)
{
    private Task<TimeZoneInfo>? _asked;

    /// <summary>What is known so far.</summary>
    public TimeZoneInfo Current { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Asks the browser once; only from an interactive component.</summary>
    public Task<TimeZoneInfo> GetAsync() => _asked ??= AskAsync();

    private async Task<TimeZoneInfo> AskAsync()
    {
        try
        {
            var name = await javaScript.InvokeAsync<string?>("dashboard.zone");
            if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            {
                Current = zone;
            }
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException)
        {
            _asked = null;
        }

        return Current;
    }
}
