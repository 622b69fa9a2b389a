namespace Dashboard.Pricing;

/// <summary>Who said the price. At equal effective dates the later layer wins.</summary>
public enum PriceLayer
{
    /// <summary>The list that comes with the program.</summary>
    BuiltIn = 0,

    /// <summary>A list that somebody imported.</summary>
    Imported = 1,

    /// <summary>A price that somebody set.</summary>
    Set = 2,
}
