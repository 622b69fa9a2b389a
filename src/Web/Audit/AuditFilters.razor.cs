using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Web.Audit;

/// <summary>The controls that narrow the audit log.</summary>
public sealed partial class AuditFilters : ComponentBase
{
    [Parameter, EditorRequired] public AuditLook Look { get; set; } = new();

    [Parameter, EditorRequired] public IReadOnlyList<string> Kinds { get; set; } = [];

    [Parameter, EditorRequired] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Which parameter of the address gets which value; null takes it away.</summary>
    [Parameter] public EventCallback<(string Name, string? Value)> OnChange { get; set; }

    /// <summary>From when to when, as the address says it; null takes a bound away.</summary>
    [Parameter] public EventCallback<(string? From, string? To)> OnDays { get; set; }

    private Task ChangeAsync(string name, string? value) =>
        OnChange.InvokeAsync((name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()));

    private DateRange? Days => Look.From is null && Look.To is null
        ? null
        : new(LocalInput.Day(Look.From, Zone), LocalInput.LastDay(Look.To, Zone));

    private Task ChangeDaysAsync(DateRange? days) => OnDays.InvokeAsync((
        Iso(LocalInput.Start(days?.Start, Zone)), Iso(LocalInput.End(days?.End ?? days?.Start, Zone))));

    private static string? Iso(DateTimeOffset? at) => at is { } instant ? TimeFormat.Iso(instant) : null;
}
