using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>What is wrong with a form: by field, in the words of whoever refused it.</summary>
public static class FieldFaults
{
    public static IReadOnlyDictionary<string, string[]> None { get; } = new Dictionary<string, string[]>();

    extension(IReadOnlyDictionary<string, string[]> faults)
    {
        /// <summary>What is wrong with one field; null where nothing is.</summary>
        public string? At(string field) =>
            faults.TryGetValue(field, out var words) && words.Length > 0 ? string.Join(" ", words) : null;

        public bool Has(string field) => faults.ContainsKey(field);
    }

    /// <summary>The id of the element that says what is wrong with a field: the field points at it.</summary>
    internal static string NewId() => Identifier.Create("fault");

    /// <summary>One fault of one field.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(string field, string? fault) =>
        fault is null ? None : new Dictionary<string, string[]> { [field] = [fault] };
}
