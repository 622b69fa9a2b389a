namespace Dashboard.Events;

/// <summary>The project that a key, a call or a number belongs to. The first project is 1.</summary>
public readonly record struct ProjectId(int Value)
{
    /// <summary>The project that exists from the start.</summary>
    public static ProjectId First => new(1);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
