namespace Dashboard.Ui.Controls;

/// <summary>
/// How much of a page uses MudBlazor now. Its providers stand only while something does: a page that many keep open
/// pays for none of it.
/// </summary>
public sealed class MudUse
{
    private int _users;

    /// <summary>Rings when the first use begins and when the last one ends.</summary>
    public event Action? Changed;

    public bool IsUsed => _users > 0;

    /// <summary>A use, until it is disposed.</summary>
    public IDisposable Begin()
    {
        Add(1);
        return new Use(this);
    }

    private void Add(int users)
    {
        var before = IsUsed;
        _users += users;
        if (IsUsed != before)
        {
            Changed?.Invoke();
        }
    }

    private sealed class Use(MudUse owner) : IDisposable
    {
        private MudUse? _owner = owner;

        public void Dispose()
        {
            _owner?.Add(-1);
            _owner = null;
        }
    }
}
