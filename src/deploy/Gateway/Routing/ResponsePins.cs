using Dashboard.Events;

namespace Dashboard.Gateway.Routing;

/// <summary>
/// Which version made which response, so that what continues it goes there too. In memory, for the newest hundred
/// thousand:
/// two generations, of which the older is forgotten as a whole.
/// </summary>
internal sealed class ResponsePins(int generation = 50_000)
{
    private readonly Lock _lock = new();
    private Dictionary<(ProjectId, string), Maker> _young = [];
    private Dictionary<(ProjectId, string), Maker> _old = [];

    public void Remember(ProjectId project, string responseId, Maker maker)
    {
        lock (_lock)
        {
            if (_young.Count >= generation)
            {
                (_old, _young) = (_young, []);
            }

            _young[(project, responseId)] = maker;
        }
    }

    public Maker? Find(ProjectId project, string responseId)
    {
        lock (_lock)
        {
            return _young.TryGetValue((project, responseId), out var maker)
                || _old.TryGetValue((project, responseId), out maker) ? maker : null;
        }
    }

    /// <summary>A version of a model.</summary>
    public sealed record Maker(string Model, string Version);
}
