using Dashboard.Access;
using Dashboard.Access.Keys;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Settings;

/// <summary>Asks for a key; what is wrong with the wish is said by whoever makes it.</summary>
public sealed partial class KeyForm : ComponentBase
{
    private readonly HashSet<string> _scopes = [Scopes.Ingest];
    private string _name = "";
    private int _project = 1;
    private int _days;

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<string, string[]> Errors { get; set; } = new Dictionary<string, string[]>();

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
        _name,
        [.. Scopes.All.Where(_scopes.Contains)],
        _project,
        _days > 0 ? Clock.GetUtcNow().AddDays(_days) : null));
}
