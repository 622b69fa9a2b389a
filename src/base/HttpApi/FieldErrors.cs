namespace Dashboard.HttpApi;

/// <summary>Gathers what is wrong with a request, so that its sender can mend all of it at once.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldFault> _faults = [];

    /// <summary>How many faults were found.</summary>
    public int Count => _faults.Count;

    /// <summary>The sentences alone, in the order in which they were found.</summary>
    public IEnumerable<string> Texts => _faults.Select(fault => fault.Text);

    /// <inheritdoc cref="FieldFault(string, string)"/>
    public void Add(string field, string text) => _faults.Add(new FieldFault(field, text));

    /// <summary>Each field once, in the order in which the first fault of each was found.</summary>
    public IReadOnlyDictionary<string, string[]> ByField() => new OrderedDictionary<string, string[]>(_faults
        .GroupBy(fault => fault.Field, StringComparer.Ordinal)
        .Select(field => KeyValuePair.Create(field.Key, field.Select(fault => fault.Text).ToArray())));
}
