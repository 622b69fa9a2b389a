using System.Globalization;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>Asks for a key; what is wrong with the wish is said by whoever makes it.</summary>
public sealed partial class KeyForm : ComponentBase
{
    private readonly HashSet<string> _scopes = [Scopes.Ingest];
    private static readonly Dictionary<string, string> _fields = new()
    {
        ["name"] = "Name",
        ["project"] = "Project",
        ["expires_at"] = "Works for",
        ["scopes"] = "May",
    };

    private string? _name;
    private string? _project = "1";
    private int _days;

    /// <summary>What is wrong with what was asked for, by field.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string[]> Errors { get; set; } = FieldFaults.None;

    [Parameter] public EventCallback<CreateApiKey> OnMake { get; set; }

    [Inject] private TimeProvider Clock { get; set; } = null!;

    private void Choose(string scope, bool isChosen)
    {
        if (isChosen)
        {
            _scopes.Add(scope);
        }
        else
        {
            _scopes.Remove(scope);
        }
    }

    private Task SubmitAsync() => OnMake.InvokeAsync(new CreateApiKey(
        _name ?? "",
        [.. Scopes.All.Where(_scopes.Contains)],
        int.TryParse(_project, NumberStyles.None, CultureInfo.InvariantCulture, out var project) ? project : 0,
        _days > 0 ? Clock.GetUtcNow().AddDays(_days) : null));
}
