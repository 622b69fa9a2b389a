using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Audit;

/// <summary>The controls that narrow the audit log.</summary>
public sealed partial class AuditFilters : ComponentBase
{
    [Parameter, EditorRequired] public AuditLook Look { get; set; } = new();

    [Parameter, EditorRequired] public IReadOnlyList<string> Kinds { get; set; } = [];

    [Parameter, EditorRequired] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Which parameter of the address gets which value; null takes it away.</summary>
    [Parameter] public EventCallback<(string Name, string? Value)> OnChange { get; set; }

    private Task ChangeAsync(string name, string? value) =>
        OnChange.InvokeAsync((name, string.IsNullOrWhiteSpace(value) ? null : value.Trim()));

    private Task ChangeTimeAsync(string name, string? value) =>
        ChangeAsync(name, LocalInput.Parse(value, Zone) is { } at ? TimeFormat.Iso(at) : null);
}
